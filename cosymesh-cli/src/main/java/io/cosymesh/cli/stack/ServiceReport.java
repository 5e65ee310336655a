package io.cosymesh.cli.stack;

import java.util.List;

/**
 * What can be seen of an instance of a service without its help, and what its management
 * port says.
 *
 * @param service the service
 * @param state what it is up to
 * @param readiness what its management port says, also when no process is known
 * @param amongOthers whether the service has more instances than this
 */
public record ServiceReport(MeshService service, ServiceState state, Readiness readiness, boolean amongOthers) {

	/**
	 * Creates the report of a service that has one instance at most.
	 * @param service the service
	 * @param state what it is up to
	 * @param readiness what its management port says
	 */
	public ServiceReport(MeshService service, ServiceState state, Readiness readiness) {
		this(service, state, readiness, false);
	}

	/**
	 * Finds what doesn't run as it should.
	 * @param reports all reports
	 * @return the services that have an instance that isn't running, each once
	 */
	public static List<MeshService> ailing(List<ServiceReport> reports) {
		return reports.stream()
			.filter((report) -> report.state().state() != ServiceState.State.RUNNING)
			.map(ServiceReport::service)
			.distinct()
			.toList();
	}

}
