/* The theme map as a PNG: the server's own SVG file drawn onto a canvas at twice its size. */

const SCALE = 2;

/** Make each "Download as PNG" button work. They are hidden until then. */
export function offerPng(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => void download(button));
  }
}

async function download(button: HTMLButtonElement): Promise<void> {
  const status = document.getElementById("png-status");
  button.disabled = true;
  try {
    save(await drawn(button.dataset["png"] ?? ""), button.dataset["name"] ?? "theme-map.png");
    if (status !== null) status.textContent = "Drawn and handed to the browser’s downloads.";
  } catch {
    if (status !== null) status.textContent = "The picture could not be drawn here. Nothing was changed. The SVG holds the same.";
  }
  button.disabled = false;
}

async function drawn(address: string): Promise<Blob> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error("no map");
  const source = URL.createObjectURL(new Blob([await answer.text()], { type: "image/svg+xml" }));
  try {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth * SCALE;
    canvas.height = picture.naturalHeight * SCALE;
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
    });
  } finally {
    URL.revokeObjectURL(source);
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
