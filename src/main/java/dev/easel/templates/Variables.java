package dev.easel.templates;

import dev.easel.contract.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The variables of a profile, all together. */
public record Variables(List<Variable> all) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** What is wrong with their definitions. */
    public List<Fault> faults(String at) {
        var faults = new ArrayList<Fault>();
        var names = new HashSet<String>();
        var titles = new HashSet<String>();
        for (int place = 0; place < all.size(); place++) {
            var variable = all.get(place);
            var path = at + "[" + place + "]";
            if (!names.add(variable.name())) faults.add(new Fault(path + ".name", "is taken by another variable"));
            var title = variable.rules().displayName();
            if (!title.isEmpty() && !titles.add(title)) {
                faults.add(new Fault(path + ".displayName", "is taken by another variable"));
            }
            check(variable, path, faults);
        }
        return faults;
    }

    /** A value for each: the given one, or the default. Faults are added for what is missing, wrong or not to be changed. */
    public Map<String, String> settle(Map<String, String> given, String at, List<Fault> faults) {
        var values = new LinkedHashMap<String, String>();
        for (var variable : all) {
            var own = given.getOrDefault(variable.name(), variable.standard());
            var value = own.isEmpty() ? variable.standard() : own;
            var path = at + "." + variable.name();
            if (value.isEmpty() && variable.rules().required()) faults.add(new Fault(path, "is required"));
            if (variable.rules().fixed() && !value.equals(variable.standard())) {
                faults.add(new Fault(path, "is read-only and has the value " + variable.standard()));
            }
            variable.fault(value).ifPresent(wrong -> faults.add(new Fault(path, wrong)));
            values.put(variable.name(), value);
        }
        for (var name : given.keySet()) {
            if (!values.containsKey(name)) faults.add(new Fault(at + "." + name, "is not a variable of the profile"));
        }
        return values;
    }

    private static void check(Variable variable, String path, List<Fault> faults) {
        var rules = variable.rules();
        if (!NAME.matcher(variable.name()).matches()) {
            faults.add(new Fault(path + ".name", "must be letters, digits, _ and -, and not begin with a digit"));
        }
        if (variable.standard().isEmpty() && (rules.fixed() || rules.hidden() && rules.required())) {
            var why = rules.fixed() ? "is read-only" : "is hidden and required";
            faults.add(new Fault(path + ".defaultValue", "is required when a variable " + why));
        }
        if (rules.dropdown() && variable.options().isEmpty()) {
            faults.add(new Fault(path + ".options", "must have an option for a drop-down list"));
        }
        Expected.fault(variable.regex()).ifPresent(wrong -> faults.add(new Fault(path + ".regex", wrong)));
        variable.fault(variable.standard()).ifPresent(wrong -> faults.add(new Fault(path + ".defaultValue", wrong)));
    }
}
