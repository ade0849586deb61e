package dev.easel.provision.capi;

import tools.jackson.databind.JsonNode;

/** Whether an object is already as it is wished for; what others have added to it does not matter. */
final class Likeness {
    private Likeness() {}

    static boolean covers(JsonNode actual, JsonNode wanted) {
        if (wanted.isObject()) {
            if (wanted.isEmpty()) return actual.isMissingNode() || actual.isObject();
            return wanted.propertyStream().allMatch(field -> covers(actual.path(field.getKey()), field.getValue()));
        }
        if (wanted.isArray()) {
            if (wanted.isEmpty() && actual.isMissingNode()) return true;
            if (wanted.size() != actual.size()) return false;
            for (int i = 0; i < wanted.size(); i++) if (!covers(actual.get(i), wanted.get(i))) return false;
            return true;
        }
        return wanted.isNumber() && actual.isNumber()
                ? wanted.decimalValue().compareTo(actual.decimalValue()) == 0
                : wanted.equals(actual);
    }
}
