package io.cosymesh.cli.stack;

import java.util.List;
import java.util.stream.Collectors;

import io.cosymesh.identity.WorkloadName;
import io.spiffe.spiffeid.TrustDomain;

/**
 * The names that services and the operator have in the mesh.
 */
public final class MeshNames {

	/** The service account of whoever types commands. */
	public static final String OPERATOR = "operator";

	private static final TrustDomain TRUST_DOMAIN = TrustDomain.parse("cosymesh.local");

	private MeshNames() {
	}

	/**
	 * Returns the operator's name.
	 * @param namespace the namespace of the stack
	 * @return the name
	 */
	public static WorkloadName operator(String namespace) {
		return new WorkloadName(TRUST_DOMAIN, namespace, OPERATOR);
	}

	/**
	 * Returns a service's name.
	 * @param service the service
	 * @param neighbour any workload of the same stack
	 * @return the name
	 */
	public static WorkloadName of(MeshService service, WorkloadName neighbour) {
		return new WorkloadName(neighbour.trustDomain(), neighbour.namespace(), service.serviceAccount());
	}

	/**
	 * Returns services as a sentence has them.
	 * @param services the services
	 * @return their names
	 */
	public static String list(List<MeshService> services) {
		return services.stream().map(MeshService::serviceAccount).collect(Collectors.joining(", "));
	}

}
