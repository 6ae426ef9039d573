// Opens the browser's file picker.

/** What was picked; nothing when the picker was closed. Call it from a click. */
export function chooseFiles(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.hidden = true;
    const end = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', end);
    input.addEventListener('cancel', end);
    // Outside the document some browsers never tell what was picked.
    document.body.append(input);
    input.click();
  });
}
