package dev.easel;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Cloud.ControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a small cluster of each cloud is asked for; single quotes stand for double ones. */
public final class ClusterBodies {
    private static final Map<String, String> CONFIGS = Map.ofEntries(
            Map.entry("aws", "{'region':'eu-central-1','sshKeyName':'key'}"),
            Map.entry("eks", "{'region':'eu-central-1','endpointAccess':{'public':true,'private':false}}"),
            Map.entry(
                    "azure", "{'location':'westeurope','sshKey':'ssh-rsa k','subscriptionId':'s','resourceGroup':'g'}"),
            Map.entry("aks", "{'location':'westeurope','sshKey':'ssh-rsa k','subscriptionId':'s','resourceGroup':'g'}"),
            Map.entry("gcp", "{'project':'p','region':'europe-west3','network':'n'}"),
            Map.entry("gke", "{'project':'p','region':'europe-west3'}"),
            Map.entry("maas", "{'domain':'maas.example','sshKeys':['ssh-rsa k']}"),
            Map.entry(
                    "vsphere",
                    "{'sshKeys':['ssh-rsa k'],'placement':{'datacenter':'dc','folder':'f',"
                            + "'network':{'networkName':'VM','parentPoolUid':''}}}"),
            Map.entry(
                    "edge-native", "{'sshKeys':['ssh-rsa k'],'controlPlaneEndpoint':{'host':'10.0.0.9','type':'VIP'}}"),
            Map.entry("apache-cloudstack", "{'zones':[{'name':'zone-1','network':{'name':'n1'}}],'sshKeyName':'key'}"),
            Map.entry("virtual", "{'kubernetesVersion':'1.32.4'}"),
            Map.entry("cloudTypes", "{'values':'kind: Cluster'}"));

    private static final Map<String, String> MACHINES = Map.ofEntries(
            Map.entry(
                    "aws",
                    "{'instanceType':'m5.large','azs':['eu-central-1a'],'rootDeviceSize':60,'capacityType':'on-demand'}"),
            Map.entry("eks", "{'instanceType':'m5.large','azs':['eu-central-1a'],'rootDeviceSize':60}"),
            Map.entry(
                    "azure",
                    "{'instanceType':'Standard_D2s_v3','azs':['1'],'osDisk':{'diskSizeGB':60,"
                            + "'managedDisk':{'storageAccountType':'Standard_LRS'},'osType':'Linux'}}"),
            Map.entry(
                    "aks",
                    "{'instanceType':'Standard_D2s_v3','isSystemNodePool':true,'osDisk':{'diskSizeGB':60,"
                            + "'managedDisk':{'storageAccountType':'Standard_LRS'},'osType':'Linux'}}"),
            Map.entry("gcp", "{'instanceType':'e2-standard-2','azs':['europe-west3-a'],'rootDeviceSize':60}"),
            Map.entry("gke", "{'instanceType':'e2-standard-2','rootDeviceSize':60}"),
            Map.entry(
                    "maas",
                    "{'instanceType':{'minCPU':2,'minMemInMB':4096},'resourcePool':'','azs':['az1'],"
                            + "'network':{'networkName':'n'}}"),
            Map.entry(
                    "vsphere",
                    "{'instanceType':{'diskGiB':60,'memoryMiB':4096,'numCPUs':2},'placements':[{'cluster':'c1',"
                            + "'datastore':'d','resourcePool':'r','network':{'networkName':'VM','parentPoolUid':'u1'}}]}"),
            Map.entry("edge-native", "{'edgeHosts':[{'hostUid':'HOST','hostName':'HOST','staticIP':'10.0.0.1'}]}"),
            Map.entry("apache-cloudstack", "{'offering':{'name':'Medium Instance'},'networks':[{'name':'n1'}]}"),
            Map.entry("virtual", "{'instanceType':{'minCPU':2,'maxCPU':4,'minMemInMiB':4096,'maxMemInMiB':8192}}"));

    private ClusterBodies() {}

    public static String config(String cloud) {
        return CONFIGS.getOrDefault(cloud, "{}");
    }

    /** A control plane where the cloud lets one choose, and two workers. */
    public static List<String> pools(Cloud cloud) {
        if (cloud.name().equals("virtual")) return List.of("{'cloudConfig':%s}".formatted(MACHINES.get("virtual")));
        var pools = new ArrayList<String>();
        if (cloud.cluster().controlPlane() == ControlPlane.SELF) pools.add(pool(cloud.name(), "control-plane", 1));
        pools.add(pool(cloud.name(), "workers", 2));
        return pools;
    }

    /** A pool; the one named control-plane is one. */
    public static String pool(String cloud, String name, int size) {
        var controlPlane = name.equals("control-plane");
        var config = "{'name':'%s','size':%d,'isControlPlane':%s,'useControlPlaneAsWorker':%s,'labels':['%s']}"
                .formatted(name, size, controlPlane, controlPlane, controlPlane ? "control-plane" : "worker");
        var machine = MACHINES.get(cloud).replace("HOST", name + "-host");
        if (cloud.equals("edge-native") && size == 2) {
            machine = machine.replace("}]}", "},{'hostUid':'second','hostName':'second'}]}");
        }
        return "{'poolConfig':%s,'cloudConfig':%s}".formatted(config, machine);
    }
}
