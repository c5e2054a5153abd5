// TUF by another implementation, @tufjs/models:
// `tufjs.mjs write FOLDER EXPIRES`: a repository with two delegations, keys of two kinds, hashes.
// `tufjs.mjs read FOLDER`: checks the newest metadata of a repository, role by role; prints the
// roles that hold.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(new URL("../node/package.json", import.meta.url));
const tuf = { ...require("@tufjs/models"), ...require("@tufjs/models/dist/delegations") };
const [job, folder, expires] = process.argv.slice(2);

function keyPair(kind) {
  const made = kind === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const raw = made.publicKey.export({ format: "der", type: "spki" });
  const value = kind === "ed25519" ? raw.subarray(-32).toString("hex") : made.publicKey.export({ format: "pem", type: "spki" });
  const keyID = createHash("sha256").update(value).digest("hex");
  const key = new tuf.Key({
    keyID, keyType: kind, keyVal: { public: value },
    scheme: kind === "ed25519" ? kind : "ecdsa-sha2-nistp256",
  });
  const digest = kind === "ed25519" ? null : "sha256";
  const signer = (data) => new tuf.Signature({ keyID, sig: sign(digest, data, made.privateKey).toString("hex") });
  return { key, signer };
}

function put(path, data) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), data);
}

function publish(name, signed, signer) {
  const metadata = new tuf.Metadata(signed);
  metadata.sign(signer);
  const data = Buffer.from(JSON.stringify(metadata.toJSON(), null, 1));
  put(`metadata/${name}.json`, data);
  return new tuf.MetaFile({ version: signed.version, length: data.length, hashes: hashes(data) });
}

function hashes(data) {
  return { sha256: createHash("sha256").update(data).digest("hex") };
}

function artifact(path, text) {
  const data = Buffer.from(text);
  const sums = hashes(data);
  const parts = path.split("/");
  parts.push(`${sums.sha256}.${parts.pop()}`);
  put(`targets/${parts.join("/")}`, data);
  return new tuf.TargetFile({ path, length: data.length, hashes: sums });
}

function write() {
  const common = { version: 1, specVersion: "1.0.31", expires };
  const offline = keyPair("ecdsa"), online = keyPair("ed25519"), ward = keyPair("ed25519");
  const root = new tuf.Root({ ...common, consistentSnapshot: true });
  for (const role of ["root", "targets"]) root.addKey(offline.key, role);
  for (const role of ["snapshot", "timestamp"]) root.addKey(online.key, role);
  publish("1.root", root, offline.signer);
  const role = (name, paths) => ({ name, paths, keyids: [ward.key.keyID], threshold: 1, terminating: true });
  const delegations = tuf.Delegations.fromJSON({
    keys: { [ward.key.keyID]: ward.key.toJSON() },
    roles: [role("wards", ["wards/*/card.json"]), role("other", ["other/*"])],
  });
  const targets = new tuf.Targets({ ...common, delegations });
  targets.addTarget(artifact("top.txt", "top level"));
  const child = new tuf.Targets({ ...common });
  child.addTarget(artifact("wards/00256/card.json", "a card"));
  const meta = {
    "targets.json": publish("1.targets", targets, offline.signer),
    "wards.json": publish("1.wards", child, ward.signer),
    "other.json": publish("1.other", new tuf.Targets({ ...common }), ward.signer),
  };
  const snapshot = publish("1.snapshot", new tuf.Snapshot({ ...common, meta }), online.signer);
  publish("timestamp", new tuf.Timestamp({ ...common, snapshotMeta: snapshot }), online.signer);
}

function read() {
  const held = [];
  const load = (kind, name) => {
    const data = readFileSync(join(folder, "metadata", `${name}.json`));
    return [tuf.Metadata.fromJSON(kind, JSON.parse(data)), data];
  };
  const versions = readdirSync(join(folder, "metadata")).map((name) => /^(\d+)\.root\.json$/.exec(name)).filter(Boolean);
  const newest = Math.max(...versions.map((match) => Number(match[1])));
  const [root] = load("root", `${newest}.root`);
  root.verifyDelegate("root", root);
  const [timestamp] = load("timestamp", "timestamp");
  root.verifyDelegate("timestamp", timestamp);
  const described = timestamp.signed.snapshotMeta;
  const [snapshot, snapshotData] = load("snapshot", `${described.version}.snapshot`);
  described.verify(snapshotData);
  root.verifyDelegate("snapshot", snapshot);
  held.push("root", "timestamp", "snapshot");
  const meta = snapshot.signed.meta;
  const [targets, targetsData] = load("targets", `${meta["targets.json"].version}.targets`);
  meta["targets.json"].verify(targetsData);
  root.verifyDelegate("targets", targets);
  held.push("targets");
  for (const name of Object.keys(targets.signed.delegations.roles)) {
    const [child, data] = load("targets", `${meta[`${name}.json`].version}.${name}`);
    meta[`${name}.json`].verify(data);
    targets.verifyDelegate(name, child);
    held.push(name);
  }
  console.log(JSON.stringify(held.sort()));
}

if (job === "write") write();
else read();
