package io.cosymesh.ca.admin;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Reads the names of workloads that operators write.
 *
 * @param self the CA, whose own name is nobody's to have
 */
record AdminNames(WorkloadName self) {

	WorkloadName workload(String namespace, String serviceAccount) {
		WorkloadName home = name("namespace", namespace, this.self.serviceAccount());
		WorkloadName workload = name("serviceAccount", home.namespace(), serviceAccount);
		if (workload.equals(this.self)) {
			throw ProblemException.invalidField("serviceAccount", "identity-not-issued-here",
					"Nobody but the CA itself can be '%s'.".formatted(workload.serviceAccount()));
		}
		return workload;
	}

	private WorkloadName name(String field, String namespace, String serviceAccount) {
		try {
			return new WorkloadName(this.self.trustDomain(), namespace, serviceAccount);
		}
		catch (IllegalArgumentException ex) {
			throw ProblemException.invalidField(field, "invalid-name",
					"Use 1 to 63 lower-case letters, digits and '-', not '-' at either end.");
		}
	}

}
