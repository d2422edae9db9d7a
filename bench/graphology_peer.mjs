// Times graphology on the edges in pairs.bin; prints seconds by measure as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Graph = require("graphology");
const pagerank = require("graphology-metrics/centrality/pagerank");
const eigenvector = require("graphology-metrics/centrality/eigenvector");
const { connectedComponents } = require("graphology-components");
const { coreNumber } = require("graphology-cores");
const louvain = require("graphology-communities-louvain");

const actors = Number(process.argv[2]);
const bytes = readFileSync("pairs.bin");
const pairs = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

function built() {
  const graph = new Graph.UndirectedGraph();
  for (let actor = 0; actor < actors; actor += 1) graph.addNode(actor);
  for (let i = 0; i < pairs.length; i += 2) graph.addEdge(pairs[i], pairs[i + 1]);
  return graph;
}

const graph = built();
const calls = {
  "building the graph": built,
  PageRank: () => pagerank(graph, { getEdgeWeight: null, tolerance: 1e-6, maxIterations: 500 }),
  eigenvector: () => eigenvector(graph, { getEdgeWeight: null, tolerance: 1e-3, maxIterations: 1000 }),
  "core numbers": () => coreNumber(graph),
  components: () => connectedComponents(graph),
  communities: () => louvain(graph, { getEdgeWeight: null }),
};
const taken = {};
for (const [name, call] of Object.entries(calls)) {
  const started = process.hrtime.bigint();
  try {
    call();
    taken[name] = Number(process.hrtime.bigint() - started) / 1e9;
  } catch (error) {
    console.error(`${name}: ${error.message}`);
  }
}
console.log(JSON.stringify(taken));
