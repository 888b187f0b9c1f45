import { createHash } from "node:crypto";
import { createTarPacker } from "modern-tar";
import { type Content, type Manifest, MANIFEST_FILE } from "./manifest.ts";

/** Only its owner may read it: it holds the key that signs cookies. */
const MODE = 0o600;

/** Packs the files of a folder into a new archive, the manifest first; it is then on the disk. */
export async function writeArchive(
  path: string,
  { folder, manifest }: { readonly folder: string; readonly manifest: Manifest },
): Promise<void> {
  const { readable, controller } = createTarPacker();
  const pack = async () => {
    const mtime = new Date(manifest.createdAt);
    const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
    const header = { type: "file", mode: MODE, mtime } as const;
    const first = controller.add({ ...header, name: MANIFEST_FILE, size: text.length });
    await new Blob([text]).stream().pipeTo(first);
    for (const { name, bytes } of manifest.files) {
      const file = await Deno.open(`${folder}/${name}`);
      await file.readable.pipeTo(controller.add({ ...header, name, size: bytes }));
    }
    controller.finalize();
  };
  const packing = pack().catch((error) => controller.error(error));
  await writeFile(path, readable);
  await packing;
}

/** Writes a new file for its owner only; it is then on the disk. */
export async function writeFile(path: string, data: ReadableStream<Uint8Array>): Promise<void> {
  await Deno.writeFile(path, data, { createNew: true, mode: MODE });
  const file = await Deno.open(path);
  try {
    await file.sync();
  } finally {
    file.close();
  }
}

/** What the manifest says of a file. */
export async function describeFile(folder: string, name: string): Promise<Content> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of (await Deno.open(`${folder}/${name}`)).readable) {
    hash.update(part);
    bytes += part.length;
  }
  return { name, bytes, sha256: hash.digest("hex") };
}
