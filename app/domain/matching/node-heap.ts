// `!` after an index: positions are below `size`, so the element exists.

/** A binary min-heap of nodes by whole-number distance. The order of equal distances depends on the pushes alone. */
export class NodeHeap {
  size = 0;
  private keys = new Float64Array(256);
  private nodes = new Int32Array(256);

  clear(): void {
    this.size = 0;
  }

  /** The smallest distance; only if the heap is not empty. */
  get nearest(): number {
    return this.keys[0]!;
  }

  push(node: number, distance: number): void {
    if (this.size === this.keys.length) this.grow();
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.keys[parent]! <= distance) break;
      this.keys[at] = this.keys[parent]!;
      this.nodes[at] = this.nodes[parent]!;
      at = parent;
    }
    this.keys[at] = distance;
    this.nodes[at] = node;
  }

  /** Takes out the nearest node; only if the heap is not empty. */
  pop(): number {
    const top = this.nodes[0]!;
    this.size--;
    const key = this.keys[this.size]!;
    const node = this.nodes[this.size]!;
    let at = 0;
    for (let child = 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && this.keys[child + 1]! < this.keys[child]!)
        child++;
      if (this.keys[child]! >= key) break;
      this.keys[at] = this.keys[child]!;
      this.nodes[at] = this.nodes[child]!;
      at = child;
    }
    this.keys[at] = key;
    this.nodes[at] = node;
    return top;
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    keys.set(this.keys);
    const nodes = new Int32Array(this.nodes.length * 2);
    nodes.set(this.nodes);
    this.keys = keys;
    this.nodes = nodes;
  }
}
