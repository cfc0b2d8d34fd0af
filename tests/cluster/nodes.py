"""A real OpenSearch cluster on this machine: one Java process a node, which can be killed, frozen and started again.

The server and its modules come from Maven Central, pinned in `pom.xml` beside this file. A node listens on 127.0.0.1
alone, keeps its data in a folder of its own and ends with the process that started it, whose pipe it reads.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from typing import Any

HERE = Path(__file__).parent
BUILT = HERE / "target"
JAVA = ("-Xms384m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # quick to start, small
_PATIENCE = 90.0  # seconds for something to come about that takes some ten


def missing() -> str | None:
    """Return what this machine lacks for a cluster, None where everything is there."""
    lacking = [name for name in ("java", "javac", "mvn") if shutil.which(name) is None]
    return f"no {', '.join(lacking)} on the path" if lacking else None


def class_path() -> str:
    """Return the class path of a node, fetched and compiled where that was not done for this pom.xml yet."""
    made = BUILT / "classpath"
    sources = [HERE / "pom.xml", *HERE.rglob("*.java")]
    if not made.exists() or made.stat().st_mtime < max(path.stat().st_mtime for path in sources):
        maven("clean", "compile", "dependency:build-classpath")
    return f"{BUILT / 'classes'}:{made.read_text()}"


def maven(*goals: str) -> None:
    """Have Maven do something with the pom.xml here."""
    command = ("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *goals)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Maven could not prepare the cluster:\n{done.stdout}\n{done.stderr}")


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on."""
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [taken.getsockname()[1] for taken in opened]
    for taken in opened:
        taken.close()
    return ports


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Return as soon as `true` says so; fail with `what` where it never does."""
    until = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < until, f"never came about: {what}"
        time.sleep(0.1)


@dataclass(slots=True)
class Node:
    """One node: its ports, its folder and, while it runs, its process."""

    name: str
    port: int
    transport: int
    folder: Path
    scheme: str = "http"
    process: subprocess.Popen[bytes] | None = None
    log: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"{self.scheme}://127.0.0.1:{self.port}"


class Cluster:
    """Three nodes that know each other."""

    def __init__(self, folder: Path, count: int = 3, java: Sequence[str] = JAVA) -> None:
        """Prepare the nodes in `folder`, each with the options `java` of its machine; `start` runs them."""
        ports = free_ports(2 * count)
        self.nodes = [Node(f"n{at}", ports[2 * at], ports[2 * at + 1], folder / f"n{at}") for at in range(count)]
        self._class_path = class_path()
        self._java = java
        self._plugin = ""

    @property
    def urls(self) -> str:
        """The addresses of all nodes, as the program takes them."""
        return ",".join(node.url for node in self.nodes)

    def start(self, *nodes: Node) -> None:
        """Run `nodes` (none named: all) and wait until they have joined."""
        for node in nodes or self.nodes:
            node.folder.mkdir(parents=True, exist_ok=True)
            node.log = (node.folder / "output").open("ab")
            node.process = subprocess.Popen(
                self._command(node), stdin=subprocess.PIPE, stdout=node.log, stderr=node.log, start_new_session=True
            )
        running = sum(node.process is not None for node in self.nodes)
        wait_until(
            lambda: self.health().get("number_of_nodes") == running, f"{running} nodes, see {self.nodes[0].folder}"
        )

    def kill(self, *nodes: Node) -> None:
        """End `nodes` (none named: all that run) as a power cut would."""
        for node in nodes or self.nodes:
            if node.process is not None:
                node.process.kill()
        for node in nodes or self.nodes:
            if node.process is not None:
                node.process.communicate()
                node.process = None
                assert node.log is not None
                node.log.close()

    def freeze(self) -> None:
        """Let all nodes hang: they take connections and answer nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let them go on."""
        self._signal(signal.SIGCONT)

    def get(self, path: str) -> Any:
        """Return what the first node that answers says; nothing where none does."""
        for node in self.nodes:
            if node.process is not None:
                try:
                    return self.request(node, path)
                except (OSError, ValueError):
                    continue
        return {}

    def request(self, node: Node, path: str) -> Any:
        """Return what one node says."""
        with urllib.request.urlopen(f"{node.url}{path}", timeout=5) as answer:
            return json.load(answer)

    def health(self) -> dict[str, Any]:
        """Return the cluster's health."""
        return dict(self.get("/_cluster/health"))

    def wait_for_health(self, nodes: int) -> None:
        """Wait until so many nodes hold two copies of everything."""

        def healthy() -> bool:
            health = self.health()
            return health.get("number_of_nodes") == nodes and health.get("status") == "green"

        wait_until(healthy, f"a healthy cluster of {nodes} nodes: {self.health()}")

    def indexes(self) -> list[str]:
        """Return the names of the program's indexes."""
        return sorted(row["index"] for row in self.get("/_cat/indices/cancu-*?format=json"))

    def primary_of(self, index: str) -> Node:
        """Return the node that has the first copy of an index."""
        rows = self.get(f"/_cat/shards/{index}?format=json")
        name = next(row["node"] for row in rows if row["prirep"] == "p")
        return next(node for node in self.nodes if node.name == name)

    def memory_mb(self) -> int:
        """Return how much memory the running nodes take together."""
        running = [node.process.pid for node in self.nodes if node.process is not None]
        pages = (int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in running)
        return sum(pages) * 4096 >> 20

    def _signal(self, number: signal.Signals) -> None:
        for node in self.nodes:
            if node.process is not None:
                node.process.send_signal(number)

    def settings(self, node: Node) -> dict[str, str | int]:
        """Return the settings of a node."""
        seeds = ",".join(f"127.0.0.1:{other.transport}" for other in self.nodes)
        return {
            "cluster.name": "cancu-test",
            "node.name": node.name,
            "network.host": "127.0.0.1",
            "http.port": node.port,
            "transport.port": node.transport,
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": ",".join(other.name for other in self.nodes),
            "node.max_local_storage_nodes": 1,
            "cluster.routing.allocation.disk.threshold_enabled": "false",  # how full this disk is, is no test's business
        }

    def _command(self, node: Node) -> list[str]:
        said = [f"{name}={value}" for name, value in self.settings(node).items()]
        plugin = f"-Dcancu.plugin={self._plugin}"
        return ["java", *self._java, plugin, "-cp", self._class_path, "cancu.ClusterNode", str(node.folder), *said]
