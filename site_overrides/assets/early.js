// Runs before the page is drawn, so that a chosen theme or text size never flashes another one.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("niemyet-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    var text = localStorage.getItem("niemyet-text");
    if (text === "large" || text === "largest") root.dataset.text = text;
  } catch (error) {
    // Storage is closed to pages opened from a file in some browsers: the system's theme holds.
  }
})();
