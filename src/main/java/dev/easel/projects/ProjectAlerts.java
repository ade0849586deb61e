package dev.easel.projects;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is told when something in a project needs attention: channels per component, kept in the project. */
record ProjectAlerts(Desk desk, Rule withinLimit) {
    private static final String COMPONENT = "ClusterHealth";

    void bind(Binder on) {
        on.op("v1ProjectsAlerts", Action.SIGNED_IN, _ -> components());
        on.op("v1ProjectsUidAlertUpdate", Projects.in("project.update", this::replace));
        on.op("v1ProjectsUidAlertCreate", Projects.in("project.update", this::add));
        on.op("v1ProjectsUidAlertDelete", Projects.in("project.update", call -> change(call, ArrayNode::removeAll)));
        on.op("v1ProjectsUidAlertsUidGet", Projects.in("project.get", this::get));
        on.op("v1ProjectsUidAlertsUidUpdate", Projects.in("project.update", this::set));
        on.op("v1ProjectsUidAlertsUidDelete", Projects.in("project.update", this::remove));
    }

    private static Object components() {
        var reply = Json.object();
        var component = reply.putArray("components").addObject();
        component.put("name", COMPONENT).put("description", "The health of a cluster changes");
        component.putArray("supportedChannels").add("email").add("app").add("http");
        return reply;
    }

    private Object replace(Call call) {
        return change(call, channels -> {
            channels.removeAll();
            for (var channel : call.object().path("channels")) channels.add(fresh(call, channel, Metadata.newUid()));
        });
    }

    private Object add(Call call) {
        var uid = Metadata.newUid();
        change(call, channels -> channels.add(fresh(call, call.object(), uid)));
        return Reply.uid(uid);
    }

    private Object set(Call call) {
        return change(
                call,
                channels -> channels.set(index(channels, call), fresh(call, call.object(), call.path("alertUid"))));
    }

    private Object remove(Call call) {
        return change(call, channels -> channels.remove(index(channels, call)));
    }

    private Object get(Call call) {
        mustBeKnown(call);
        var project = desk.find(Kinds.PROJECT_ROOM, call, call.path("uid"));
        var channels = channels(project.body().deepCopy());
        return channels.get(index(channels, call));
    }

    private Reply change(Call call, Consumer<ArrayNode> edit) {
        mustBeKnown(call);
        return desk.change(
                Kinds.PROJECT_ROOM,
                call,
                call.path("uid"),
                body -> {
                    edit.accept(channels(body));
                    alerts(body).removeIf(alert -> alert.path("channels").isEmpty());
                },
                withinLimit);
    }

    private static ObjectNode fresh(Call call, JsonNode given, String uid) {
        var channel = given.deepCopy() instanceof ObjectNode object ? object : Json.object();
        channel.remove("status");
        if (channel.path("createdBy").asString("").isEmpty())
            channel.put("createdBy", call.caller().name());
        return channel.put("uid", uid);
    }

    private static ArrayNode alerts(ObjectNode body) {
        var spec = Metadata.child(body, "spec");
        return spec.path("alerts") instanceof ArrayNode known ? known : spec.putArray("alerts");
    }

    /** The channels of the one component that there is, made when there are none yet. */
    private static ArrayNode channels(ObjectNode body) {
        for (var alert : alerts(body)) {
            if (alert.path("component").asString("").equals(COMPONENT)
                    && alert.path("channels") instanceof ArrayNode known) {
                return known;
            }
        }
        return alerts(body).addObject().put("component", COMPONENT).putArray("channels");
    }

    private static void mustBeKnown(Call call) {
        if (!call.path("component").equals(COMPONENT))
            throw Problem.notFound("alert component", call.path("component"));
    }

    private static int index(ArrayNode channels, Call call) {
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).path("uid").asString("").equals(call.path("alertUid"))) return i;
        }
        throw Problem.notFound("alert", call.path("alertUid"));
    }
}
