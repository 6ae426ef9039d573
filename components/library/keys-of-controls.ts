// Which things use the arrow keys themselves.

/** Fields, players, sliders, choices: there an arrow key is theirs. */
const controls = [
  ...['input', 'textarea', 'select', 'video', 'audio', '[contenteditable]'],
  ...['[role=slider]', '[role=combobox]', '[role=listbox]', '[role=option]', '[role^=menu]'],
  ...['[role=radio]', '[role=tab]', '[role=alertdialog]', 'media-controller'],
].join(',');

export function isForControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(controls) !== null;
}
