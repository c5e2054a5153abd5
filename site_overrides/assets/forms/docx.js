// Puts values into the content controls of a Word file.  Nothing leaves the page.
//
// The file is a ZIP in which word/document.xml is stored plain (generator/documents/docx_zip.py):
// all other parts are copied as they are, compressed, so that no unpacking is needed.
(function () {
  "use strict";
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
  const TEXT_PART = "word/document.xml";

  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  const crc = (bytes) => {
    let value = 0xffffffff;
    for (const byte of bytes) value = table[(value ^ byte) & 0xff] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  };

  // The parts of the ZIP, by its central directory (APPNOTE 4.3.12).
  function parts(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = bytes.length - 22;
    const found = [];
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      const nameLength = view.getUint16(at + 28, true);
      const start = view.getUint32(at + 42, true);
      const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      const packed = view.getUint32(at + 20, true);
      found.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        size: view.getUint32(at + 24, true),
        data: bytes.subarray(data, data + packed),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return found;
  }

  function header(signature, part, length) {
    const view = new DataView(new ArrayBuffer(length));
    view.setUint32(0, signature, true);
    const shift = length === 46 ? 2 : 0;
    if (shift) view.setUint16(4, 20, true);
    view.setUint16(4 + shift, 20, true);
    view.setUint16(8 + shift, part.method, true);
    view.setUint16(12 + shift, 0x21, true);
    view.setUint32(14 + shift, part.crc, true);
    view.setUint32(18 + shift, part.data.length, true);
    view.setUint32(22 + shift, part.size, true);
    view.setUint16(26 + shift, part.name.length, true);
    return view;
  }

  function zip(all) {
    const chunks = [];
    const directory = [];
    let offset = 0;
    const put = (list, chunk) => {
      list.push(chunk);
      return chunk.length;
    };
    for (const part of all) {
      const name = new TextEncoder().encode(part.name);
      const entry = header(0x02014b50, part, 46);
      entry.setUint32(42, offset, true);
      put(directory, new Uint8Array(entry.buffer));
      put(directory, name);
      offset += put(chunks, new Uint8Array(header(0x04034b50, part, 30).buffer));
      offset += put(chunks, name) + put(chunks, part.data);
    }
    const size = directory.reduce((sum, chunk) => sum + chunk.length, 0);
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, all.length, true);
    end.setUint16(10, all.length, true);
    end.setUint32(12, size, true);
    end.setUint32(16, offset, true);
    return new Blob([...chunks, ...directory, new Uint8Array(end.buffer)], {
      type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    });
  }

  function write(control, value) {
    const properties = control.getElementsByTagNameNS(W, "sdtPr")[0];
    const run = control.getElementsByTagNameNS(W, "r")[0];
    const box = control.getElementsByTagNameNS(W14, "checked")[0];
    for (const hint of [...properties.getElementsByTagNameNS(W, "showingPlcHdr")]) hint.remove();
    if (box) box.setAttributeNS(W14, "w14:val", value ? "1" : "0");
    const lines = box ? [value ? "☒" : "☐"] : value.split("\n");
    for (const old of [...run.getElementsByTagNameNS(W, "t"), ...run.getElementsByTagNameNS(W, "br")]) old.remove();
    lines.forEach((line, number) => {
      if (number) run.append(control.ownerDocument.createElementNS(W, "w:br"));
      const text = control.ownerDocument.createElementNS(W, "w:t");
      text.setAttribute("xml:space", "preserve");
      // Signs that XML forbids would make the file unreadable.
      text.textContent = line.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
      run.append(text);
    });
  }

  // The Word file (base64) with the values (tag -> text, or true for a ticked box), as a Blob.
  window.niemYetDocx = function (base64, values) {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const all = parts(bytes);
    const part = all.find((one) => one.name === TEXT_PART);
    const xml = new DOMParser().parseFromString(new TextDecoder().decode(part.data), "application/xml");
    for (const tag of [...xml.getElementsByTagNameNS(W, "tag")]) {
      const value = values[tag.getAttributeNS(W, "val")];
      if (value) write(tag.parentNode.parentNode, value);
    }
    part.data = new TextEncoder().encode(new XMLSerializer().serializeToString(xml));
    part.size = part.data.length;
    part.crc = crc(part.data);
    return zip(all);
  };
})();
