package dev.easel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What was set for this run. Flags win over the environment, the environment over easel.conf in the data folder. */
public final class Settings {
    /** Read or printed by the launcher, so no settings of the server. */
    private static final Set<String> LAUNCHER = Set.of("EASEL_JAVA_OPTS", "EASEL_URL", "EASEL_CA");

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private final List<String> words = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private record Value(String text, String source) {}

    private Settings() {
        for (var setting : Setting.values()) values.put(setting, new Value(setting.standard(), "default"));
    }

    /** Reads all sources, or refuses with a list of everything that is wrong. */
    public static Settings read(List<String> arguments, Map<String, String> environment) {
        var flags = new Settings();
        flags.readEnvironment(environment);
        flags.readFlags(arguments);
        var settings = new Settings();
        settings.readFile(flags.path(Setting.DATA).resolve("easel.conf"));
        flags.values.forEach((setting, value) -> {
            if (!value.source.equals("default")) settings.values.put(setting, value);
        });
        settings.words.addAll(flags.words);
        settings.wrong.addAll(flags.wrong);
        settings.check();
        return settings;
    }

    /** Arguments that are not flags, such as the ID of {@code op ID}. */
    public List<String> words() {
        return List.copyOf(words);
    }

    /** The value; "" when none is set and there is no default. */
    public String text(Setting setting) {
        return values.get(setting).text;
    }

    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    public int number(Setting setting) {
        return Math.toIntExact(wide(setting));
    }

    public long wide(Setting setting) {
        return Long.parseLong(text(setting));
    }

    /** A size in bytes. */
    public long bytes(Setting setting) {
        var text = text(setting);
        var number = Long.parseLong(text.replaceAll("[^0-9]", ""));
        if (text.endsWith("KiB")) return number << 10;
        return text.endsWith("MiB") ? number << 20 : number;
    }

    public Path path(Setting setting) {
        return Path.of(text(setting)).toAbsolutePath().normalize();
    }

    /** A file that is named relative to the data folder. */
    public Path inData(Setting setting) {
        return path(Setting.DATA).resolve(text(setting)).normalize();
    }

    /** Where the value comes from: "--port", "EASEL_PORT", "easel.conf" or "default". */
    public String source(Setting setting) {
        return values.get(setting).source;
    }

    private void readFlags(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at++) {
            var argument = arguments.get(at);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            var equals = argument.indexOf('=');
            if (equals > 0) {
                set(argument.substring(2, equals), argument.substring(equals + 1), argument.substring(0, equals));
            } else if (at + 1 == arguments.size() || arguments.get(at + 1).startsWith("--")) {
                wrong.add(argument + (known(argument) ? " needs a value" : " is no setting"));
            } else {
                set(argument.substring(2), arguments.get(++at), argument);
            }
        }
    }

    private static boolean known(String flag) {
        return Setting.named(flag.substring(2)).isPresent();
    }

    private void readEnvironment(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!name.startsWith("EASEL_") || LAUNCHER.contains(name)) return;
            set(name.substring(6).toLowerCase().replace('_', '-'), value, name);
        });
    }

    private void readFile(Path file) {
        if (!Files.exists(file)) return;
        try {
            for (var line : Files.readAllLines(file)) readLine(line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLine(String line) {
        if (line.isEmpty() || line.startsWith("#")) return;
        var equals = line.indexOf('=');
        var key = equals < 0 ? line : line.substring(0, equals).strip();
        if (equals < 0) wrong.add("easel.conf: '%s' is not 'key = value'".formatted(line));
        else if (key.equals("data")) wrong.add("easel.conf: data cannot be set in the folder that it names");
        else set(key, line.substring(equals + 1).strip(), "easel.conf");
    }

    private void set(String key, String text, String source) {
        var setting = Setting.named(key);
        if (setting.isEmpty())
            wrong.add(
                    source.equals("easel.conf") ? "easel.conf: " + key + " is no setting" : source + " is no setting");
        else values.put(setting.get(), new Value(text, source));
    }

    private void check() {
        values.forEach((setting, value) -> setting.fault(value.text)
                .ifPresent(fault ->
                        wrong.add("%s (%s) %s, not '%s'".formatted(setting.key(), value.source, fault, value.text))));
        if (text(Setting.TLS_CERTIFICATE).isEmpty() != text(Setting.TLS_KEY).isEmpty())
            wrong.add("tls-certificate and tls-key go together");
        checkEngine();
        if (!wrong.isEmpty()) throw new Refused(wrong);
    }

    private void checkEngine() {
        var kubeconfig = optional(Setting.MANAGEMENT_KUBECONFIG);
        if (text(Setting.ENGINE).equals("capi") && kubeconfig.isEmpty())
            wrong.add("engine (%s): capi needs management-kubeconfig".formatted(source(Setting.ENGINE)));
        if (kubeconfig.isPresent() && !Files.isReadable(path(Setting.MANAGEMENT_KUBECONFIG)))
            wrong.add("management-kubeconfig (%s): there is no file %s to read"
                    .formatted(source(Setting.MANAGEMENT_KUBECONFIG), path(Setting.MANAGEMENT_KUBECONFIG)));
    }

    /** Something is wrong with the settings; the message lists all of it, one line each. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(List<String> wrong) {
            super(String.join("\n", wrong));
        }
    }
}
