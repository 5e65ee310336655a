package io.cosymesh.cli.setup;

import java.nio.file.Path;

import io.cosymesh.cli.state.StateDirectory;

/**
 * Where the volumes of a stack of containers are mounted: one for each workload's key, so
 * that nobody sees another's.
 *
 * @param root the folder that holds the mount points
 */
record Volumes(Path root) {

	static final String OPERATOR = "operator";

	Path keys(String serviceAccount) {
		return serviceAccount.equals(OPERATOR) ? this.root.resolve(OPERATOR)
				: this.root.resolve("keys").resolve(serviceAccount);
	}

	Path key(String serviceAccount) {
		return keys(serviceAccount).resolve(serviceAccount + ".pem");
	}

	Path registrations() {
		return this.root.resolve("registrations").resolve(StateDirectory.NAMESPACE);
	}

	Path registration(String serviceAccount) {
		return registrations().resolve(serviceAccount + ".pem");
	}

	Path secrets() {
		return this.root.resolve("secrets");
	}

}
