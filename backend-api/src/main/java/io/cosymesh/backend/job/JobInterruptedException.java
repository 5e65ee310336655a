package io.cosymesh.backend.job;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * A sentence could not be made; another attempt may make it.
 */
final class JobInterruptedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final ProblemException problem;

	JobInterruptedException(ProblemException problem) {
		super(problem);
		this.problem = problem;
	}

	ProblemException problem() {
		return this.problem;
	}

}
