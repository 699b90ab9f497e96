// What a picture of a page would show to be wrong, as sentences; run in the page.
() => {
  const faults = [];
  const narrow = innerWidth < 600;

  function* everything(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) {
        yield* everything(element.shadowRoot);
      }
    }
  }

  const parentOf = (node) => node.parentElement ?? node.getRootNode().host;

  function isSeen(element) {
    const box = element.getBoundingClientRect();
    return (
      box.width > 0 &&
      box.height > 0 &&
      box.bottom > 0 &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      getComputedStyle(element).pointerEvents !== 'none'
    );
  }

  function name(element) {
    const words = (element.getAttribute('aria-label') || element.textContent || element.placeholder || '').trim();
    const kind = element.localName + (element.className && typeof element.className === 'string' ? '.' + element.className.split(' ')[0] : '');
    return `${kind} "${words.replace(/\s+/g, ' ').slice(0, 40)}"`;
  }

  // nothing reaches over the edge
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth + 1) {
    const over = [...everything(document)].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1 && isSeen(element),
    );
    faults.push(`scrolls sideways by ${root.scrollWidth - innerWidth} px: ${over.slice(-3).map(name).join(', ')}`);
  }

  // what is to be pressed is on the screen
  const pressed = 'a[href], button, [role=button], [role=menuitem], input, select, textarea, summary, vaadin-button';
  for (const element of everything(document)) {
    if (element.matches(pressed) && isSeen(element)) {
      const box = element.getBoundingClientRect();
      if (box.right > innerWidth + 1 || box.left < -1) {
        faults.push(`reaches over the edge: ${name(element)}`);
      }
    }
  }

  // words that no person should read
  const raw = [
    /\b(?:java|org|com|app)\.[a-z]+\.[A-Za-z.]+/,
    /\b\w+Exception\b/,
    /^\s*at [\w.$]+\(/m,
    /![a-z]+\.[\w.-]+!/,
    /\{\d\}|\{[a-z]+\}/,
    /\bundefined\b|\bNaN\b|\bnull\b|\[object /,
    /\b(?:COMPLETED|FAILED|QUEUED|RUNNING|WAITING|STOPPED|STARTED|SEALED|CAPTURING|UPLOAD|IMPORT|SKIPPED|REUSED|PENDING)\b/,
  ];
  for (const element of everything(document)) {
    if (/^(script|style|template|svg|title)$/.test(element.localName) || element.closest('.technical')) {
      continue;
    }
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && raw.some((pattern) => pattern.test(node.data)) && isSeen(element)) {
        faults.push(`raw words: ${node.data.trim().slice(0, 80)}`);
      }
    }
  }

  // a thumb needs 40 px
  const fields =
    'vaadin-text-field, vaadin-email-field, vaadin-password-field, vaadin-text-area, vaadin-select, vaadin-combo-box,' +
    'vaadin-multi-select-combo-box, vaadin-date-picker, vaadin-integer-field, vaadin-checkbox, vaadin-radio-button, label';
  if (narrow) {
    for (const element of everything(document)) {
      if (!element.matches(pressed) || element.disabled || element.type === 'hidden' || !isSeen(element)) {
        continue;
      }
      if (element.localName === 'a' && parentOf(element)?.closest('p')) {
        continue; // a link in running text
      }
      if (element.closest('[slot=clear-button], [part~=clear-button]') || element.getAttribute('part') === 'clear-button') {
        continue;
      }
      const field = element.closest(fields) ?? (element.getRootNode().host?.matches?.(fields) ? element.getRootNode().host : null);
      const box = (field ?? element).getBoundingClientRect();
      if (box.height < 39.5 || box.width < 39.5) {
        faults.push(`too small for a thumb: ${name(element)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
      }
    }
  }

  // text cut off without an ellipsis
  for (const element of everything(document)) {
    if (element.childElementCount === 0 && element.textContent.trim() && isSeen(element)) {
      const style = getComputedStyle(element);
      const forEars = element.clientWidth <= 1; // read aloud, not shown
      const clipped = !forEars && style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      if (clipped && style.textOverflow !== 'ellipsis' && style.overflowX === 'hidden') {
        faults.push(`cut off: ${name(element)}`);
      }
    }
  }
  return [...new Set(faults)];
}
