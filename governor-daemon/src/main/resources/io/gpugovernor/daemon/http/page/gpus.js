// The GPUs of one domain: a tile each.

import {attribute, classed, make, reconcile, say, show} from "./dom.js";
import {clock, counted, known, plain, watts} from "./format.js";

/** A GPU that says nothing of itself. */
export const isLost = gpu => !known(gpu.appliedClockMHz) && !known(gpu.powerWatts) && !known(gpu.energyJoules);

/** Why readings are missing, each reason once: a lost GPU gives the same for all of them. */
const absences = gpu => [...new Set(gpu.unreadable.map(reason => reason.replace(/^(clock|power|energy): /, "")))];

class Tile {
  constructor() {
    this.name = make("span", "gpu-name");
    this.clock = make("b", "");
    this.power = make("span", "");
    this.remark = make("span", "gpu-remark");
    this.node = make("li", "gpu", this.name, this.clock, this.power, this.remark);
  }

  set(gpu) {
    const lost = isLost(gpu), remark = lost ? absences(gpu).join("; ") || "says nothing of itself"
      : [...gpu.throttled.map(reason => "throttled: " + plain(reason)), ...gpu.unreadable].join("; ");
    say(this.name, "GPU " + gpu.index);
    say(this.clock, lost ? "Lost" : clock(gpu.appliedClockMHz));
    say(this.power, lost ? "" : watts(gpu.powerWatts));
    say(this.remark, remark);
    classed(this.node, "gpu" + (lost ? " bad" : remark ? " warn" : ""));
  }
}

export class Gpus {
  constructor() {
    this.tiles = new Map();
    this.title = make("h3", "");
    this.list = make("ul", "gpus");
    this.identities = make("ul", "identities");
    const details = make("details", "", make("summary", "", "UUIDs and PCI addresses"), this.identities);
    this.node = make("section", "", this.title, this.list, details);
  }

  update(gpus) {
    show(this.node, gpus.length > 0);
    say(this.title, counted(gpus.length, "GPU", "GPUs"));
    reconcile(this.list, this.tiles, gpus.map(gpu => gpu.uuid), () => new Tile());
    for (const gpu of gpus) this.tiles.get(gpu.uuid).set(gpu);
    const identities = gpus.map(gpu => "GPU " + gpu.index + ": " + gpu.model + ", " + gpu.uuid + ", " + gpu.pciBusId);
    if (this.identities.dataset.of !== identities.join()) {
      this.identities.replaceChildren(...identities.map(text => make("li", "", text)));
      attribute(this.identities, "data-of", identities.join());
    }
  }
}
