package io.cosymesh.cli.state;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Makes the keys and secrets that a state directory lacks, and leaves those it has alone.
 */
public final class FirstStart {

	private static final int SECRET_BYTES = 24;

	private final StateDirectory state;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates the maker for a state directory.
	 * @param state the directory
	 */
	public FirstStart(StateDirectory state) {
		this.state = state;
	}

	/**
	 * Makes what is missing.
	 * @param workloads the service accounts that attest with a key
	 */
	public void complete(List<String> workloads) {
		this.state.prepare();
		workloads.forEach(this::workloadKey);
		secret(Secret.API_KEY, "cosy_");
		if (!this.state.knowsPeople()) {
			secret(Secret.ADMIN_PASSWORD, "");
		}
	}

	private void workloadKey(String serviceAccount) {
		if (Files.exists(this.state.key(serviceAccount)) && Files.exists(this.state.registration(serviceAccount))) {
			return;
		}
		WorkloadKeyPair pair = WorkloadKeyPair.generate();
		PrivateFile.write(this.state.registration(serviceAccount), pair.publicPem());
		PrivateFile.write(this.state.key(serviceAccount), pair.privatePem());
	}

	private void secret(Secret secret, String prefix) {
		if (this.state.read(secret).filter((value) -> !value.isEmpty()).isEmpty()) {
			byte[] bytes = new byte[SECRET_BYTES];
			this.random.nextBytes(bytes);
			PrivateFile.write(this.state.secret(secret.fileName()),
					prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
		}
	}

}
