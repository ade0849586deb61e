package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.clouds.Facts;
import dev.easel.contract.Fault;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers nothing when what a user typed can be right, and says what is wrong when it cannot. */
final class Validations {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]");

    private final Accounts accounts;
    private final Clouds clouds;

    Validations(Accounts accounts, Clouds clouds) {
        this.accounts = accounts;
        this.clouds = clouds;
    }

    void bind(Binder on) {
        for (var cloud : clouds.withAccounts()) {
            // The body of gcp wraps the account's spec, those of the others are one.
            var inside = cloud.name().equals("gcp") ? "spec" : "";
            on.tagged("V1*AccountValidate", cloud.tags().lookups(), check(call -> credentials(cloud, call, inside)));
        }
        var aws = clouds.named("aws").orElseThrow();
        on.op("V1AwsS3Validate", check(call -> bucket(aws, call)));
        on.op("V1CloudsAwsCloudWatchValidate", check(call -> logGroup(aws, call)));
        on.op(
                "V1AwsPolicyArnsValidate",
                check(call -> Credentials.arns(call.body().path("policyArns"), "body.policyArns")));
        on.op("V1AwsPropertiesValidate", check(call -> region(aws, call)));
        on.op("V1EksPropertiesValidate", check(call -> Stream.concat(account(aws, call), region(aws, call))));
        var gcp = clouds.named("gcp").orElseThrow();
        on.op(
                "V1GcpBucketNameValidate",
                check(call -> Stream.concat(name(call, "bucketName"), credentials(gcp, call, "credentials"))));
        on.op("V1GcpAzValidate", check(call -> Stream.concat(region(gcp, call), zones(gcp, call))));
        on.op(
                "V1GcpPropertiesValidate",
                check(call -> Stream.of(account(gcp, call), region(gcp, call), zones(gcp, call))
                        .flatMap(faults -> faults)));
    }

    private static Action check(Function<Call, Stream<Fault>> faults) {
        return new Action(Action.SIGNED_IN, call -> {
            var found = faults.apply(call).toList();
            if (!found.isEmpty()) throw Problem.invalid(found);
            return Reply.none();
        });
    }

    private static Stream<Fault> credentials(Cloud cloud, Call call, String inside) {
        var at = inside.isEmpty() ? "body" : "body." + inside;
        var spec = inside.isEmpty() ? call.object() : call.body().path(inside);
        return Credentials.faults(cloud, spec, at).stream();
    }

    /** Throws 404 for an account that the caller cannot see. */
    private Stream<Fault> account(Cloud cloud, Call call) {
        var uid = call.body().path("cloudAccountUid").asString("");
        if (!uid.isEmpty()) accounts.account(cloud, call, uid);
        return Stream.empty();
    }

    private Stream<Fault> bucket(Cloud aws, Call call) {
        return Stream.of(name(call, "bucket"), region(aws, call), credentials(aws, call, "credentials"))
                .flatMap(faults -> faults);
    }

    private Stream<Fault> logGroup(Cloud aws, Call call) {
        var named = Stream.of("group", "stream")
                .filter(field -> call.body().path(field).asString("").isBlank())
                .map(field -> new Fault("body." + field, "is required"));
        return Stream.of(named, region(aws, call), credentials(aws, call, "credentials"))
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> name(Call call, String field) {
        return BUCKET.matcher(call.body().path(field).asString("")).matches()
                ? Stream.empty()
                : Stream.of(new Fault("body." + field, "is not the name of a bucket"));
    }

    private Stream<Fault> region(Cloud cloud, Call call) {
        var region = call.body().path("region").asString("");
        return clouds.instanceTypes(cloud, region, Facts.AtLeast.ANYTHING).isEmpty()
                ? Stream.of(new Fault("body.region", "is not a region of " + cloud.displayName()))
                : Stream.empty();
    }

    private Stream<Fault> zones(Cloud cloud, Call call) {
        var known = clouds.zones(cloud, call.body().path("region").asString(""));
        var given = call.body().path("azs");
        return IntStream.range(0, given.size())
                .filter(i -> !known.contains(given.get(i).asString("")))
                .mapToObj(i -> new Fault("body.azs[" + i + "]", "is not a zone of the region"));
    }
}
