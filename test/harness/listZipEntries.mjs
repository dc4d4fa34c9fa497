const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * The names in a ZIP archive, read from its central directory. Enough for archives below 4 GB.
 * @param {Buffer} archive
 * @returns {string[]}
 */
export function listZipEntries(archive) {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error("This is not a ZIP archive.");
  const names = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== directoryEntry)
      throw new Error("The directory of the ZIP archive is damaged.");
    const nameLength = archive.readUInt16LE(at + 28);
    names.push(archive.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return names;
}
