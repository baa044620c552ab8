// How our parts dress the map's frame; it stands before the script of each part.
/** Gives the map a name, the size of its frame and the type of the page, once it stands; a cursor to aim with. */
function dressMap(title, aiming = false, tries = 100) {
  const frame = document.querySelector(".st-key-map-frame iframe");
  if (frame) frame.title = title;
  const map = frame?.contentWindow?.map;
  if (map) {
    dress(frame.contentWindow, map);
    map.getContainer().style.cursor = aiming ? "crosshair" : "";
  } else if (tries) {
    // A slow connection brings the frame late, and what it holds later.
    setTimeout(dressMap, 100, title, aiming, document.querySelector(".st-key-map-frame") ? tries : tries - 1);
  }
}

// The page's own faces, by the names that the map knows them by.
const FACES = { "Source Sans normal": "Source Sans 3", "Source Serif italic": "Source Serif 4" };

function dress(view, map) {
  if (view.dressed) return;
  view.dressed = true;
  new view.ResizeObserver(() => map.invalidateSize()).observe(map.getContainer());
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const faces = rules.flatMap((rule) => {
    if (!(rule instanceof CSSFontFaceRule)) return [];
    const { fontFamily, fontStyle, fontWeight, src } = rule.style;
    const name = FACES[`${fontFamily.replaceAll('"', "")} ${fontStyle}`];
    const base = rule.parentStyleSheet.href ?? document.baseURI;
    const source = src.replace(/url\("([^"]+)"\)/, (_, url) => `url("${new URL(url, base)}")`);
    return name ? [new view.FontFace(name, source, { style: fontStyle, weight: fontWeight })] : [];
  });
  for (const face of faces) view.document.fonts.add(face);
  Promise.all(faces.map((face) => face.load())).then(() => map.fire("viewreset"), () => {});
}

