"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const box = document.getElementById("drawing");
  const status = document.getElementById("status");
  const nodes = new vis.DataSet(read("nodes"));
  const edges = new vis.DataSet(read("edges").map((edge, id) => ({ id, ...edge })));
  const network = new vis.Network(box, { nodes, edges }, read("options"));
  const many = nodes.length > 3000;
  const view = { animation: !matchMedia("(prefers-reduced-motion: reduce)").matches };

  const dim = (chosen) => {
    if (many) return;
    const near = chosen === null ? null : new Set([chosen, ...network.getConnectedNodes(chosen)]);
    nodes.update(nodes.getIds().map((id) => ({ id, opacity: near === null || near.has(id) ? 1 : 0.15 })));
  };
  const tell = (id) => {
    const lines = network.getConnectedEdges(id).map((edge) => edges.get(edge).title);
    status.textContent = nodes.get(id).title.replaceAll("\n", ": ") + ". " + lines.slice(0, 6).join("; ") +
      (lines.length > 6 ? "; and " + (lines.length - 6) + " more, in the table below" : "");
    dim(id);
  };
  const clear = () => { status.textContent = ""; network.unselectAll(); dim(null); };

  network.on("selectNode", (event) => tell(event.nodes[0]));
  network.on("deselectNode", () => dim(null));
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, ...view });
  const on = (id, act) => document.getElementById(id).addEventListener("click", act);
  on("nearer", () => zoom(1.4));
  on("farther", () => zoom(1 / 1.4));
  on("whole", () => { clear(); network.fit(view); });
  document.getElementById("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = document.getElementById("name").value.trim().toLowerCase();
    const plain = (node) => node.label.replaceAll("\n", " ").toLowerCase();
    const all = nodes.get();
    const found = asked && (all.find((node) => plain(node) === asked) || all.find((node) => plain(node).includes(asked)));
    if (!found) { status.textContent = "No organisation on this map has that in its name."; return; }
    network.selectNodes([found.id]);
    network.focus(found.id, { scale: Math.max(network.getScale(), 0.9), ...view });
    tell(found.id);
  });
  document.getElementById("controls").hidden = false;
  network.once("afterDrawing", () => { box.dataset.drawn = "yes"; });
  const [focus] = nodes.get({ filter: (node) => node.focus });
  const start = () => {
    // On a narrow screen all of it would be too small to read: begin with the organisation itself.
    if (focus && box.clientWidth < 700) network.focus(focus.id, { scale: 0.75 });
    else network.fit();
  };
  start();
})();
