package io.cosymesh.cli.state;

import java.util.List;

/**
 * Makes the keys and secrets that a state directory lacks, and leaves those it has alone.
 */
public final class FirstStart {

	private final StateDirectory state;

	private final KeyMaker maker = new KeyMaker();

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
		workloads.forEach((serviceAccount) -> this.maker.workloadKey(this.state.key(serviceAccount),
				this.state.registration(serviceAccount)));
		this.maker.secret(Secret.API_KEY, this.state.secrets());
		if (!this.state.knowsPeople()) {
			this.maker.secret(Secret.ADMIN_PASSWORD, this.state.secrets());
		}
	}

}
