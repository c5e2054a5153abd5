// Pages once visited can be read without a network.  The network always comes first; a kept copy
// is shown only where the network fails, and says on its top that it is kept, and of which edition.
"use strict";

const KEPT = `niemyet ${self.registration.scope}`;
const MOST = 300;
const LISTED = 40;
const EDITION = "assets/edition.json";
const FIRST = ["./", "assets/style.css", "assets/early.js", "assets/site.js", EDITION];
const NEVER = /\/(?:pagefind|du-lieu|toan-van|mirror)\//;
const MARK = "x-niemyet-edition";

const at = (path) => new URL(path, self.registration.scope).href;

self.addEventListener("install", (event) => {
  event.waitUntil(prepare().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (NEVER.test(request.url) || request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else event.respondWith(part(event));
});

// A page that was open before this worker ran tells what it has loaded.
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAll(event.data.keep));
});

async function keepAll(addresses) {
  const edition = await currentEdition();
  const ours = addresses.filter((url) => url.startsWith(self.registration.scope) && !NEVER.test(url));
  await Promise.all(ours.map(async (url) => {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) await keep(url, answer, edition);
  }));
}

async function prepare() {
  const edition = await currentEdition();
  const kept = await caches.open(KEPT);
  await Promise.all(FIRST.map(async (path) => {
    const answer = await fetch(at(path), { cache: "no-cache" }).catch(() => null);
    if (answer?.ok) await kept.put(at(path), await marked(answer, edition));
  }));
}

async function currentEdition() {
  try {
    const answer = await fetch(at(EDITION), { cache: "no-cache" });
    return (await answer.json()).posted ?? "";
  } catch {
    return "";
  }
}

// Asked for beside the page, never after it: a copy may be newer than it says, never older.
async function page(event) {
  const edition = currentEdition();
  try {
    const answer = await fetch(event.request, { cache: "no-cache" });
    const isPage = answer.headers.get("content-type")?.startsWith("text/html");
    if (answer.ok && answer.type === "basic" && isPage) {
      const copy = answer.clone();
      event.waitUntil(edition.then((known) => keep(event.request.url, copy, known)));
    }
    return answer;
  } catch {
    return (await keptPage(event.request.url)) ?? (await noCopy());
  }
}

async function part(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && answer.type === "basic") event.waitUntil(keep(event.request.url, answer.clone(), ""));
    return answer;
  } catch {
    const kept = await caches.open(KEPT);
    return (await kept.match(plain(event.request.url))) ?? Response.error();
  }
}

function plain(url) {
  const address = new URL(url);
  address.hash = "";
  address.search = "";
  return address.href;
}

async function keep(url, answer, edition) {
  const kept = await caches.open(KEPT);
  await kept.put(plain(url), await marked(answer, edition));
  const names = await kept.keys();
  const first = new Set(FIRST.map(at));
  const old = names.filter((name) => !first.has(name.url)).slice(0, Math.max(0, names.length - MOST));
  await Promise.all(old.map((name) => kept.delete(name)));
}

async function marked(answer, edition) {
  const headers = new Headers(answer.headers);
  headers.set(MARK, edition);
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
}

async function keptPage(url) {
  const kept = await caches.open(KEPT);
  const answer = await kept.match(plain(url));
  if (!answer) return null;
  const day = answer.headers.get(MARK).split("-").reverse().join("/");
  const which = day ? `của bản niêm yết ngày ${day}` : "không rõ ngày niêm yết";
  const said = `Không có mạng. Đây là bản lưu ${which}; nội dung có thể đã đổi.`;
  const text = (await answer.text()).replace(/<body[^>]*>/,
    (body) => `${body}<p class="ny-offline" role="status">${said}</p>`);
  return html(text, answer.headers);
}

async function noCopy() {
  const home = self.registration.scope;
  const saved = (await keptTitles()).map(([url, title]) => `<li><a href="${url}">${title}</a></li>`);
  return html("<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\">" +
    "<meta name=\"viewport\" content=\"width=device-width\"><title>Không có mạng</title>" +
    `<link rel="stylesheet" href="${home}assets/style.css"><script src="${home}assets/early.js"></script>` +
    "<div class=\"ny-frame\"><main class=\"ny-page\"><h1>Không có mạng</h1>" +
    "<p>Trang này chưa được lưu trong máy. Những trang bạn đã mở thì vẫn đọc được:</p>" +
    `<ul class="ny-list">${saved.join("")}</ul></main></div></html>`, {});
}

// The latest pages and their titles, which stay as escaped as they stand in the page.
async function keptTitles() {
  const kept = await caches.open(KEPT);
  const found = [];
  for (const name of (await kept.keys()).reverse()) {
    if (found.length === LISTED) break;
    const answer = await kept.match(name);
    if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
    const title = (await answer.text()).match(/<title>([^<]*)</);
    if (title) found.push([encodeURI(decodeURI(name.url)).replaceAll("&", "&amp;"), title[1]]);
  }
  return found;
}

function html(text, from) {
  const headers = new Headers(from);
  headers.set("content-type", "text/html; charset=utf-8");
  for (const name of ["content-length", "content-encoding", MARK]) headers.delete(name);
  return new Response(text, { status: 200, headers });
}
