package dev.easel.promises;

import dev.easel.TestClient;
import java.util.List;
import java.util.Optional;

/**
 * A kind of document that has no whole set of paths. A request is a method, a path and a body with single quotes; NAME stands for
 * its name and UID for its uid, or its name where it has none.
 *
 * @param absent status of deleting what is not there: names are off a list that they were never on
 * @param twice code of a second one of the same name; "" when it may have the name too
 * @param wrong a body that is not its shape, and the field that is wrong
 */
record Oddity(
        String what,
        String create,
        Optional<String> read,
        String list,
        Optional<String> change,
        String delete,
        int absent,
        String twice,
        List<String> wrong) {

    static List<Oddity> all(String project) {
        return List.of(cluster(), cloudType(), macro(project), fault());
    }

    private static Oddity cluster() {
        return new Oddity(
                "cluster",
                "POST /v1/spectroclusters/generic/import {'metadata':{'name':'NAME'},'spec':{}}",
                Optional.of("GET /v1/spectroclusters/UID"),
                "POST /v1/dashboard/spectroclusters/search {}",
                Optional.of("PATCH /v1/spectroclusters/UID/metadata"
                        + " {'metadata':{'name':'NAME','labels':{'changed':'CHANGED'}}}"),
                "DELETE /v1/spectroclusters/UID",
                404,
                "ResourceAlreadyExists",
                List.of("{'metadata':{'name':7}}", "body.metadata.name"));
    }

    private static Oddity cloudType() {
        return new Oddity(
                "cloud type",
                "POST /v1/clouds/cloudTypes/register {'metadata':{'name':'NAME'},'spec':{'displayName':'first'}}",
                Optional.of("GET /v1/clouds/cloudTypes/UID/meta"),
                "GET /v1/clouds/cloudTypes",
                Optional.of("PUT /v1/clouds/cloudTypes/UID/meta"
                        + " {'metadata':{'name':'NAME'},'spec':{'displayName':'CHANGED'}}"),
                "DELETE /v1/clouds/cloudTypes/UID",
                404,
                "ResourceAlreadyExists",
                List.of("{'metadata':{'name':7}}", "body.metadata.name"));
    }

    private static Oddity macro(String project) {
        var path = " /v1/projects/" + project + "/macros";
        return new Oddity(
                "macro",
                "POST" + path + " {'macros':[{'name':'NAME','value':'first'}]}",
                Optional.empty(),
                "GET" + path,
                Optional.of("PATCH" + path + " {'macros':[{'name':'UID','value':'CHANGED'}]}"),
                "DELETE" + path + " {'macros':[{'name':'UID'}]}",
                204,
                "MacroAlreadyExists",
                List.of("{'macros':[{'name':7}]}", "body.macros[0].name"));
    }

    private static Oddity fault() {
        return new Oddity(
                "fault",
                "POST /v1alpha1/rehearsal/faults"
                        + " {'metadata':{'name':'NAME'},'spec':{'type':'packFails','clusterUid':'CLUSTER'}}",
                Optional.empty(),
                "GET /v1alpha1/rehearsal/faults",
                Optional.empty(),
                "DELETE /v1alpha1/rehearsal/faults/UID",
                404,
                "",
                List.of("{'metadata':{'name':'x'},'spec':{'type':'rain'}}", "body.spec.type"));
    }

    /** Where and how it is made, with another body. */
    String createWith(String body) {
        var parts = create.split(" ", 3);
        return parts[0] + " " + parts[1] + " " + body;
    }

    static TestClient.Reply send(TestClient client, String request, String name, String uid) {
        var parts = request.replace("NAME", name)
                .replace("UID", uid)
                .replace('\'', '"')
                .split(" ", 3);
        return client.send(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    @Override
    public String toString() {
        return what;
    }
}
