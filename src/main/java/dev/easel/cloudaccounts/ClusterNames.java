package dev.easel.cloudaccounts;

import dev.easel.clouds.Clouds;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.regex.Pattern;

/** Whether a managed cluster may have a name: clouds keep a list of their own, over all projects that use an account. */
final class ClusterNames {
    private static final Pattern EKS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern AKS = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

    private final Accounts accounts;
    private final Clouds clouds;
    private final Desk desk;

    ClusterNames(Accounts accounts, Clouds clouds, Desk desk) {
        this.accounts = accounts;
        this.clouds = clouds;
        this.desk = desk;
    }

    void bind(Binder on) {
        on.op("V1AwsClusterNameValidate", free("eks", "aws", EKS));
        on.op("V1AzureClusterNameValidate", free("aks", "azure", AKS));
    }

    private Action free(String cloud, String accountsOf, Pattern form) {
        var owner = clouds.named(accountsOf).orElseThrow();
        return new Action("cloud.list", call -> {
            accounts.account(owner, call, call.query("cloudAccountUid").orElse(""));
            var name = call.query("name").orElse("");
            if (!form.matcher(name).matches()) throw Problem.invalid("query.name", "is not a name for a cluster");
            if (isTaken(call, cloud, name))
                throw Problem.of(Code.ResourceAlreadyExists, "A cluster named \"%s\" exists already", name);
            return Reply.none();
        });
    }

    private boolean isTaken(Call call, String cloud, String name) {
        var account = call.query("cloudAccountUid").orElse("");
        var taken = Query.all(Kinds.CLUSTER, Reach.tenant(call.caller().tenant()))
                .where(Filter.equal("cloudAccountUid", account))
                .where(Filter.equal("environment", cloud))
                .where(Filter.equal("clusterName", name));
        return desk.store().list(taken.page(1, 0, "")).count() > 0;
    }
}
