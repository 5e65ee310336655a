package io.cosymesh.webui.access.people;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Refusals that have to do with people, one for each way to be wrong.
 */
final class PeopleProblems {

	private PeopleProblems() {
	}

	static ProblemException unknown() {
		return ProblemException.of(HttpStatus.NOT_FOUND, "user-not-found", "No such user",
				"There is no user of that name in your tenant");
	}

	static ProblemException exists() {
		return ProblemException
			.of(HttpStatus.CONFLICT, "user-exists", "User exists",
					"There is a user of that name, maybe in another tenant; choose another name")
			.withField("name");
	}

	static ProblemException lastAdmin() {
		return ProblemException.of(HttpStatus.CONFLICT, "last-admin", "Last administrator",
				"Nobody else could manage users; make somebody else of the tenant 'default' an administrator first");
	}

	static ProblemException otherTenant() {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "other-tenant", "Forbidden",
					"Only administrators of the tenant 'default' manage other tenants")
			.withField("tenant");
	}

	static ProblemException noPassword() {
		return ProblemException.of(HttpStatus.CONFLICT, "no-password", "No password here",
				"Only who signed in with a password has one to change; sign in with it");
	}

	static ProblemException wrongPassword() {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "wrong-password", "Forbidden", "'oldPassword' is not your password")
			.withField("oldPassword");
	}

}
