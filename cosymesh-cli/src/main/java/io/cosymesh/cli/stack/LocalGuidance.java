package io.cosymesh.cli.stack;

import io.cosymesh.cli.state.StateDirectory;

/**
 * How processes of this machine are spoken of.
 *
 * @param state the state directory
 */
record LocalGuidance(StateDirectory state) implements Guidance {

	@Override
	public String place() {
		return "CosyMesh was started from " + this.state.home();
	}

	@Override
	public String absence() {
		return "there are no settings of a start in this state directory";
	}

	@Override
	public String beginning() {
		return "start it with ./cosymesh up, or name its state directory with --home";
	}

	@Override
	public String stopped() {
		return "it has no process, and nothing answers on its management port";
	}

	@Override
	public String revival(ServiceReport instance) {
		return "./cosymesh logs %1$s says why it ended; ./cosymesh restart %1$s starts it"
			.formatted(instance.service().serviceAccount());
	}

	@Override
	public String running(ServiceReport instance) {
		return "process " + instance.state().pid();
	}

	@Override
	public String awakening(ServiceReport instance) {
		return "it starts, hangs or is stopped: ./cosymesh logs %1$s, then ./cosymesh restart %1$s"
			.formatted(instance.service().serviceAccount());
	}

	@Override
	public String operatorIdentity() {
		return "identity-ca has to run, and to know the operator's key: ./cosymesh workload-key list";
	}

	@Override
	public String trustBundle() {
		return "identity-ca writes it when it starts: ./cosymesh restart identity-ca";
	}

	@Override
	public String apiKey() {
		return "secrets/api-key";
	}

	@Override
	public String wording(String text) {
		return text;
	}

}
