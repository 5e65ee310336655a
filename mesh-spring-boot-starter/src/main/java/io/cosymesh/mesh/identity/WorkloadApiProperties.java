package io.cosymesh.mesh.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the Workload API that SVIDs are taken from.
 *
 * @param socket where it answers, {@code unix:///path} or {@code tcp://IP:port}; what the
 * environment variable SPIFFE_ENDPOINT_SOCKET says by default. Empty: SVIDs come from
 * cosymesh.identity.ca
 */
@ConfigurationProperties("cosymesh.identity.workload-api")
record WorkloadApiProperties(@DefaultValue("") String socket) {
}
