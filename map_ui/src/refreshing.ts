// Brings the scene in line with positions, filters, colours and sizes.
import { hullsOf, median } from "./layout/hulls";
import { spacingOf } from "./layout/spacing";
import type { WeftMap } from "./map";
import { colouring } from "./render/colours";

export function refreshScene(map: WeftMap): void {
  const { scene, stand, net, shown } = map;
  scene.net = net;
  scene.fill = map.colours.fill;
  scene.radius = map.sizes.radius;
  scene.ranked = map.sizes.ranked;
  scene.tieShown = shown.ties;
  scene.tieFading = shown.fading;
  scene.tieCount = shown.tieCount;
  scene.visible = shown.actors.map((isShown, i) => isShown & stand.positions.placed[i]!);
  scene.coloursKinds = map.state.colour === "kind";
  scene.coloursClusters = map.state.colour === "cluster" && net.clusters.length > 0;
  const named = new Map(colouring(net, "cluster", null, scene.theme.ramp).entries.map((e) => [e.name, e.colour]));
  scene.clusterColours = net.clusters.map((cluster) => named.get(cluster.name) ?? scene.theme.neutral);
  scene.medianRadius = median(Array.from(scene.radius));
  stand.refan(map);
  const { x, y } = stand.positions;
  scene.hulls = net.whole ? net.whole.hulls : stand.isEarth ? [] : hullsOf(net.cluster, net.clusters.length, x, y, scene.visible);
  // On the earth those at one point are fanned out, and the fan takes care of the room.
  scene.spacing = stand.isEarth || net.whole ? Infinity : spacingOf(x, y, scene.visible);
  map.picking.forget();
  map.loop.ask();
}
