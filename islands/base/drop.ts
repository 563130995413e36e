/*
 * Files dropped onto a field marked `data-drop` are put into its file input, which the form sends as ever.
 * Without this script the input itself still takes one file or many.
 */

function filesOf(event: DragEvent): FileList | null {
  const files = event.dataTransfer?.files;
  return files !== undefined && files.length > 0 ? files : null;
}

function tell(place: HTMLElement, input: HTMLInputElement): void {
  const told = place.querySelector<HTMLElement>("[data-dropped]");
  const count = input.files?.length ?? 0;
  if (told !== null) told.textContent = count > 1 ? `${count} files chosen.` : "";
}

function enhance(place: HTMLElement): void {
  const input = place.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) return;
  input.addEventListener("change", () => tell(place, input));
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    const files = filesOf(event);
    if (files === null) return;
    input.files = files;
    tell(place, input);
  });
}

for (const place of document.querySelectorAll<HTMLElement>("[data-drop]")) enhance(place);
