package io.cosymesh.ca.cluster;

/**
 * A pod of a {@link TestCluster}.
 */
public record TestPod(String namespace, String serviceAccount, String name, String uid) {
}
