package io.cosymesh.cli.stack;

/**
 * What can be seen of a service without its help, and what its management port says.
 *
 * @param service the service
 * @param state what it is up to
 * @param readiness what its management port says, also when no process is known
 */
public record ServiceReport(MeshService service, ServiceState state, Readiness readiness) {
}
