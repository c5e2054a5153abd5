// Runs before the page is drawn, so that a chosen theme never flashes the other one.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("niemyet-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (error) {
    // Storage is closed to pages opened from a file in some browsers: the system's theme holds.
  }
})();
