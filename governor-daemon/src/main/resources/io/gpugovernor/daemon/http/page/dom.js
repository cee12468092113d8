// Names and reasons come from operators, engines and drivers: text is only ever set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element of a class, with children: nodes, or strings that become text. */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The same with attributes. */
export function withAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export function makeSvg(tag, attributes = {}) {
  return withAttributes(document.createElementNS(SVG, tag), attributes);
}

/** Touches the document only where something changed, so that a selection and a screen reader are left in peace. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function classed(node, className) {
  if (node.getAttribute("class") !== className) node.setAttribute("class", className);
}

export function show(node, shown) {
  if (node.hidden === shown) node.hidden = !shown;
}

export function attribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/** Makes the children of `parent` those of `keys`, in that order; what stays is kept, with its focus. */
export function reconcile(parent, kept, keys, build) {
  for (const [key, item] of kept) {
    if (!keys.includes(key)) {
      item.node.remove();
      kept.delete(key);
    }
  }
  keys.forEach((key, place) => {
    if (!kept.has(key)) kept.set(key, build(key));
    const node = kept.get(key).node;
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] || null);
  });
}
