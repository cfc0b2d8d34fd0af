"""A real cluster that is locked: OpenSearch's own security plugin, TLS on every line, users with passwords and roles.

Its certificates come from an authority made for the occasion. Every node has a good one towards the other nodes; towards
clients only the first has: the second's is made out to another name, and the third's runs out soon after it started, since
no node starts with one that has.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import shutil
import ssl
import subprocess
import urllib.request
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any
from typing import Final

import trustme
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.cluster.nodes import BUILT
from tests.cluster.nodes import Cluster
from tests.cluster.nodes import Node
from tests.cluster.nodes import maven
from tests.cluster.nodes import wait_until

ADMIN: Final = "quan-tri"
_SHORT: Final = timedelta(seconds=40)  # enough for a node to start, which takes three of them to its first look
_PLUGIN: Final = "org.opensearch.security.OpenSearchSecurityPlugin"
_UNPACKED: Final = BUILT / "security"
_API: Final = "/_plugins/_security/api"


def password() -> str:
    """Return a password that stands nowhere else, with letters that have to be written in UTF-8."""
    return f"mật khẩu: {secrets.token_urlsafe(12)}"


class SecuredCluster(Cluster):
    """Three nodes with the security plugin; the first can be trusted by clients that know the authority."""

    def __init__(self, folder: Path) -> None:
        """Prepare the nodes in `folder`; `start` runs them and lets the administrator in."""
        super().__init__(folder, 3)
        self._plugin = _PLUGIN
        self._class_path = f"{_plugin_jars(self._class_path)}:{self._class_path}"
        self._authority = trustme.CA()
        self.authority = folder / "ca.pem"
        self.other_authority = folder / "other-ca.pem"
        self._password = password()
        folder.mkdir(parents=True, exist_ok=True)
        self._authority.cert_pem.write_to_path(self.authority)
        trustme.CA().cert_pem.write_to_path(self.other_authority)
        self._context = ssl.create_default_context(cafile=str(self.authority))
        digest = self._hash(self._password)
        self.runs_out = datetime.max.replace(tzinfo=UTC)
        for node in self.nodes:
            node.scheme = "https"
            config = _config(node)
            config.mkdir(parents=True)
            shutil.copy(self.authority, config / "ca.pem")
            self._issue(config / "node", "127.0.0.1", common_name="node")
            shutil.copytree(_UNPACKED / "config", config / "opensearch-security")
            users = {
                "_meta": {"type": "internalusers", "config_version": 2},
                ADMIN: {"hash": digest, "backend_roles": ["admin"]},
            }
            written = config / "opensearch-security" / "internal_users.yml"
            written.write_text(json.dumps(users), encoding="utf-8")  # JSON is YAML

    def settings(self, node: Node) -> dict[str, str | int]:
        """Return the settings of a node, those of its lock among them."""
        lines = {
            f"plugins.security.ssl.{line}.{what}_filepath": file
            for line, name in (("transport", "node"), ("http", "http"))
            for what, file in (("pemcert", f"{name}.pem"), ("pemkey", f"{name}.key"), ("pemtrustedcas", "ca.pem"))
        }
        return {
            **super().settings(node),
            **lines,
            "plugins.security.ssl.http.enabled": "true",
            "plugins.security.nodes_dn": "CN=node*",
            "plugins.security.allow_default_init_securityindex": "true",
            "plugins.security.restapi.roles_enabled": "all_access",
        }

    def start(self, *_nodes: Node) -> None:
        """Run the nodes, the third after the others, and wait until they know their users."""
        first, second, third = self.nodes
        self._issue(_config(first) / "http", "127.0.0.1", common_name="http")
        self._issue(_config(second) / "http", "khac.example.org", common_name="http")
        super().start(first, second)
        self.runs_out = datetime.now(UTC) + _SHORT
        self._issue(_config(third) / "http", "127.0.0.1", common_name="http", not_after=self.runs_out)
        super().start(third)
        wait_until(lambda: bool(self.get(f"{_API}/account").get("user_name")), "users that are known")

    def request(self, node: Node, path: str, body: Any = None) -> Any:
        """Return what one node says to the administrator; with a body, what it says to that being put."""
        request = urllib.request.Request(f"{node.url}{path}", method="PUT" if body is not None else "GET")
        request.add_header("authorization", f"Basic {secret_of(ADMIN, self._password)}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request, timeout=10, context=self._context) as answer:
            return json.load(answer)

    def add_user(self, name: str, roles: list[str]) -> str:
        """Add a user with roles and return the password."""
        made = password()
        self.request(
            self.nodes[0], f"{_API}/internalusers/{name}", {"password": made, "opendistro_security_roles": roles}
        )
        return made

    def add_role(self, name: str, rights: Any) -> None:
        """Add a role."""
        self.request(self.nodes[0], f"{_API}/roles/{name}", rights)

    def _issue(self, path: Path, name: str, **given: Any) -> None:
        made = self._authority.issue_cert(name, organization_name="cancu", organization_unit_name="tests", **given)
        key = load_pem_private_key(made.private_key_pem.bytes(), None)
        # Java reads keys in this form only.
        path.with_suffix(".key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        path.with_suffix(".pem").write_bytes(b"".join(part.bytes() for part in made.cert_chain_pems))

    def _hash(self, secret: str) -> str:
        command = ("java", "-cp", self._class_path, "org.opensearch.security.tools.Hasher", "-env", "HASHED")
        done = subprocess.run(
            command, env={"HASHED": secret, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=True
        )
        return done.stdout.strip().splitlines()[-1]


def _config(node: Node) -> Path:
    return node.folder / "node_1" / "config"


def secret_of(user: str, secret: str) -> str:
    """Return a user's name and password as they go over the line."""
    return base64.b64encode(f"{user}:{secret}".encode()).decode("ascii")


def _plugin_jars(class_path: str) -> str:
    """Return the plugin's part of the class path: its packages but for those that the server brings along."""
    if not _UNPACKED.exists():
        maven("dependency:unpack")
    there = {_package(Path(jar)) for jar in class_path.split(":")}
    return ":".join(str(jar) for jar in sorted(_UNPACKED.glob("*.jar")) if _package(jar) not in there)


def _package(jar: Path) -> str:
    return re.sub(r"-\d.*", "", jar.name)
