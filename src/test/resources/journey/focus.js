// What has the focus and whether one sees it; run in the page.
() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) {
    element = element.shadowRoot.activeElement;
  }
  if (element?.localName === 'iframe') {
    return { name: 'iframe', seen: true }; // what is inside shows its own focus
  }
  if (!element || element === document.body) {
    return { name: '', seen: true };
  }
  const shows = (style) =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  const chain = [];
  for (let node = element; node && chain.length < 5; node = node.parentElement ?? node.getRootNode().host) {
    chain.push(node);
    node.shadowRoot
      ?.querySelectorAll('[part~=input-field], [part~=checkbox], [part~=radio]')
      .forEach((part) => chain.push(part));
  }
  const words = (element.getAttribute('aria-label') || element.textContent || element.labels?.[0]?.textContent || '').trim();
  return {
    name: `${element.localName} "${words.replace(/\s+/g, ' ').slice(0, 40)}"`,
    seen: chain.some((node) => shows(getComputedStyle(node)) || shows(getComputedStyle(node, '::before'))),
  };
}
