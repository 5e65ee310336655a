package io.cosymesh.cli.compose;

import java.nio.file.Path;

import io.cosymesh.cli.stack.Guidance;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.state.ContextOptions;

/**
 * How containers of a Compose project are spoken of.
 *
 * @param project where the Compose file is
 * @param options what was typed
 */
record ComposeGuidance(Path project, ContextOptions options) implements Guidance {

	@Override
	public String place() {
		return "the Compose project of %s has containers".formatted(this.project);
	}

	@Override
	public String absence() {
		return compose("ps --all lists none");
	}

	@Override
	public String beginning() {
		return "start them with ./cosymesh up; for another project name its folder with"
				+ " --project-directory, or set COMPOSE_PROJECT_NAME";
	}

	@Override
	public String stopped() {
		return "it has no container";
	}

	@Override
	public String revival(ServiceReport instance) {
		String name = instance.service().serviceAccount();
		return "%s says why; %s starts it".formatted(compose("logs " + name), compose("up -d --wait " + name));
	}

	@Override
	public String running(ServiceReport instance) {
		return "container " + instance.state().instance();
	}

	@Override
	public String awakening(ServiceReport instance) {
		String name = instance.service().serviceAccount();
		return "it starts, hangs or is paused: %s, then %s".formatted(compose("logs " + name),
				compose("restart " + name));
	}

	@Override
	public String operatorIdentity() {
		return "identity-ca has to run, and to know the operator's key, which the set-up makes: "
				+ compose("run --rm init");
	}

	@Override
	public String trustBundle() {
		return "identity-ca writes it into the volume trust when it starts: " + compose("restart identity-ca");
	}

	@Override
	public String apiKey() {
		return "the volume secrets";
	}

	@Override
	public String wording(String text) {
		return this.options.wording(text);
	}

	private String compose(String command) {
		return this.options.projectDirectory()
			.map((folder) -> "docker compose --project-directory %s %s".formatted(folder, command))
			.orElse("docker compose " + command);
	}

}
