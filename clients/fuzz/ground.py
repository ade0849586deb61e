"""Lays the ground for the fuzzing of a server on which the demo has run.

  ground.py SCHEMA GROUND

Writes to SCHEMA the served document without what is not built, and to GROUND who may ask (one key for each role) and the
uids that there are. The server is the one that EASEL_URL, EASEL_CA and SPECTROCLOUD_APIKEY name.
"""

import json
import os
import ssl
import sys
import urllib.error
import urllib.request

URL, KEY = os.environ["EASEL_URL"], os.environ["SPECTROCLOUD_APIKEY"]
TRUST = ssl.create_default_context(cafile=os.environ.get("EASEL_CA"))
UNBUILT = os.path.join(os.path.dirname(__file__), "../../contract/unbuilt.txt")
LISTS = {
    "projects": "/v1/dashboard/projects/metadata",
    "clusterprofiles": "/v1/dashboard/clusterprofiles/metadata",
    "registries": "/v1/registries/metadata",
}


def ask(method, path, body=None, project=""):
    headers = {"ApiKey": KEY, "Content-Type": "application/json"}
    if project:
        headers["ProjectUid"] = project
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(URL + path, data, headers, method=method)
    with urllib.request.urlopen(request, context=TRUST, timeout=30) as reply:
        text = reply.read()
    return json.loads(text) if text else {}


def uids(reply):
    items = reply.get("items", []) if isinstance(reply, dict) else []
    return [item["metadata"]["uid"] for item in items if item.get("metadata", {}).get("uid")]


def built():
    document = ask("GET", "/v1/openapi.json")
    with open(UNBUILT, encoding="utf-8") as file:
        unbuilt = set(file.read().split())
    for path, methods in list(document["paths"].items()):
        for method in [m for m, each in methods.items() if isinstance(each, dict) and each.get("operationId") in unbuilt]:
            del methods[method]
        if not any("operationId" in each for each in methods.values() if isinstance(each, dict)):
            del document["paths"][path]
    return document


def callers(project):
    """Four roles, and one more user of whom nobody is surprised when it is changed or deleted."""
    roles = {item["metadata"]["name"]: item["metadata"]["uid"] for item in ask("GET", "/v1/roles")["items"]}
    keys = {}
    for name, tenant, here in (
        ("tenant-admin", "Tenant Admin", ""),
        ("project-admin", "", "Project Admin"),
        ("project-viewer", "", "Project Viewer"),
        ("nobody", "", ""),
        ("victim", "", ""),
    ):
        spec = {"emailId": f"{name}@fuzz.test", "firstName": name, "roles": [roles[tenant]] if tenant else []}
        uid = ask("POST", "/v1/users", {"spec": spec})["uid"]
        if here:
            ask("PUT", f"/v1/users/{uid}/projects", {"projects": [{"projectUid": project, "roles": [roles[here]]}]})
        key = ask("POST", "/v1/apiKeys", {"metadata": {"name": name}, "spec": {"userUid": uid}})
        keys[name] = {"user": uid, "key": key["apiKey"], "uid": key.get("uid", "")}
    return keys


def listed(place, project):
    """What a plain GET lists; some want more than that, and some answer a file."""
    try:
        return uids(ask("GET", place, project=project))
    except (urllib.error.HTTPError, json.JSONDecodeError, UnicodeDecodeError):
        return []


def known(document, project):
    """Uids by the path that they stand behind, or by the last word of it."""
    found = {word: uids(ask("GET", path, project=project)) for word, path in LISTS.items()}
    clusters = ask("POST", "/v1/dashboard/spectroclusters/search", {}, project)
    found["spectroclusters"] = uids(clusters)
    for uid in found["spectroclusters"]:
        spec = ask("GET", f"/v1/spectroclusters/{uid}", project=project)["spec"]
        found.setdefault("/v1/cloudconfigs/" + spec["cloudType"], []).append(spec["cloudConfigRef"]["uid"])
    for path in document["paths"]:
        place = path.split("/{")[0]
        if place not in found and "get" in document["paths"].get(place, {}):
            found[place] = listed(place, project)
    return {place: some for place, some in found.items() if some}


def ground():
    document = built()
    project = next(
        item["metadata"]["uid"]
        for item in ask("GET", LISTS["projects"])["items"]
        if item["metadata"]["name"] == "demo"
    )
    keys = callers(project)
    victim = keys.pop("victim")
    places = known(document, project)
    places["/v1/users"], places["/v1/apiKeys"] = [victim["user"]], [victim["uid"]]
    tenant = ask("GET", "/v1/users/info")["tenantUid"]
    words = {
        "machinePoolName": ["control-plane", "workers"],
        "cloudType": ["aws", "azure", "gcp"],
        "tenantUid": [tenant],
        "projectUid": [project],
        "profileUid": places["clusterprofiles"],
        "userUid": [victim["user"]],
    }
    return document, {"project": project, "places": places, "words": words, "keys": keys}


if __name__ == "__main__":
    for target, value in zip(sys.argv[1:3], ground(), strict=True):
        with open(target, "w", encoding="utf-8") as file:
            json.dump(value, file)
