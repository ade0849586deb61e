package dev.easel;

import dev.easel.provision.install.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Everything that can be set: the one table that the start, the help and the documentation read. */
public enum Setting {
    PORT("8443", number(0, 65_535), "Port to listen on; 0 takes a free one, written to easel.port in the data folder"),
    HOST("127.0.0.1", text(), "Address to listen on; 0.0.0.0 is every one"),
    DATA(".easel", text(), "Data folder: database, certificates, keys, secrets.json, easel.conf"),
    DATABASE("", text(), "jdbc:postgresql://… with user and password; empty: SQLite, easel.db in the data folder"),
    ENGINE("rehearsal", oneOf("rehearsal", "capi"), "Engine of clusters for which nobody names one: rehearsal or capi"),
    MANAGEMENT_KUBECONFIG(
            "", text(), "Kubeconfig of the Cluster API management cluster of the engine capi; empty: there is none"),
    CHARTS_BY_HTTP(
            "never",
            oneOf("never", "loopback"),
            "Whether charts come by plain http from this machine itself: never or loopback; from elsewhere never"),
    CHARTS_FROM_INSIDE(
            "",
            blocks(),
            "Addresses inside from which charts may come, such as 127.0.0.1/32,fd00::/8: loopback, link-local and"
                    + " unique local ones, and metadata of clouds, are not asked otherwise; private ones (10.0.0.0/8) are"),
    PACE("fast", oneOf("instant", "fast", "realistic"), "How fast rehearsed clouds move: instant, fast or realistic"),
    SEED("1", number(0, Long.MAX_VALUE), "Seed of the rehearsed world: the same seed gives the same run"),
    RECORD("", text(), "File that receives each request and reply as JSON lines, secrets masked; empty: none"),
    RECORD_AS(
            "",
            text(),
            "Who is recorded, for the first line of that file: client, version and case, with spaces between"),
    LOG("log.jsonl", text(), "Where log lines (JSON) go: stdout, or a file, relative to the data folder"),
    TLS_CERTIFICATE(
            "", text(), "PEM file with the certificate chain; empty: one signed by a certificate authority of our own"),
    TLS_KEY("", text(), "PEM file with the private key of tls-certificate"),
    ROOT_KEY("", secret(), "Key that seals all data keys, 32 bytes in base64; wins over root-key-file"),
    ROOT_KEY_FILE("root.key", text(), "File with that key, relative to the data folder; made when it is missing"),
    RATE_LIMIT("1000", number(1, 1_000_000), "Requests per second that one credential may make for long"),
    RATE_BURST("5000", number(1, 10_000_000), "Requests that one credential may make at once"),
    SIGN_IN_TRIES("10", number(1, 1_000_000), "Wrong passwords in a row that lock an e-mail address out for a while"),
    SIGN_IN_TRIES_PER_ADDRESS("50", number(1, 1_000_000), "Wrong passwords in a row that lock a network address out"),
    SIGN_IN_PAUSE_MINUTES("15", number(1, 10_000), "How long either stays locked out after the last wrong password"),
    BODY_LIMIT("16MiB", size(), "Largest request body: bytes, or a number with KiB or MiB"),
    ADMIN_EMAIL("admin@easel.local", text(), "E-mail of the first administrator, made on the first start"),
    ADMIN_PASSWORD("", secret(), "Password of the first administrator; empty: a random one, see secrets.json"),
    ADMIN_API_KEY("", secret(), "API key of the first administrator; empty: a random one, see secrets.json"),
    DRAIN_SECONDS("30", number(0, 3_600), "How long a stop waits for requests that are under way");

    private final String standard;
    private final Check check;
    private final String description;

    Setting(String standard, Check check, String description) {
        this.standard = standard;
        this.check = check;
        this.description = description;
    }

    /** As written in the file: lower case with dashes. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String flag() {
        return "--" + key();
    }

    public String environment() {
        return "EASEL_" + name();
    }

    /** The value when nobody sets one; "" for none. */
    public String standard() {
        return standard;
    }

    public String description() {
        return description;
    }

    /** Whether the value must not be shown. */
    public boolean hidden() {
        return check.hidden();
    }

    /** What is wrong with a value, if anything. */
    Optional<String> fault(String value) {
        return Optional.of(check.fault().apply(value)).filter(fault -> !fault.isEmpty());
    }

    static Optional<Setting> named(String key) {
        return List.of(values()).stream().filter(each -> each.key().equals(key)).findFirst();
    }

    /**
     * What a value must be.
     *
     * @param fault says what is wrong with a value; "" when it is right
     */
    private record Check(boolean hidden, Function<String, String> fault) {}

    private static Check text() {
        return new Check(false, _ -> "");
    }

    private static Check secret() {
        return new Check(true, _ -> "");
    }

    private static Check number(long least, long most) {
        return new Check(
                false, value -> isNumber(value, least, most) ? "" : "must be a number from " + least + " to " + most);
    }

    private static Check oneOf(String... words) {
        return new Check(
                false, value -> List.of(words).contains(value) ? "" : "must be one of " + String.join(", ", words));
    }

    private static Check size() {
        return new Check(false, value -> value.matches("[0-9]{1,9}(KiB|MiB)?") ? "" : "must be a size such as 16MiB");
    }

    private static Check blocks() {
        return new Check(false, value -> {
            try {
                Block.all(value);
                return "";
            } catch (IllegalArgumentException wrong) {
                return "must be blocks of addresses with commas between, such as 127.0.0.1/32,fd00::/8";
            }
        });
    }

    private static boolean isNumber(String value, long least, long most) {
        if (!value.matches("-?[0-9]{1,18}")) return false;
        var number = Long.parseLong(value);
        return least <= number && number <= most;
    }
}
