package io.cosymesh.cli.state;

import java.nio.file.Path;

import io.cosymesh.cli.console.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every command shares: which CosyMesh is meant, which state directory, which
 * installation.
 */
public final class Workspace {

	@Option(names = "--home", paramLabel = "DIR", defaultValue = "${env:COSYMESH_HOME}",
			description = "State directory; also COSYMESH_HOME (default: .cosymesh beside this command)")
	@Nullable Path home;

	@Option(names = "--root", hidden = true, defaultValue = "${sys:cosymesh.root:-.}")
	Path root = Path.of(".");

	@Option(names = "--port-offset", hidden = true, defaultValue = "${env:COSYMESH_PORT_OFFSET:-0}")
	int portOffset;

	@Spec(Spec.Target.MIXEE)
	@Nullable CommandSpec command;

	/**
	 * Returns which CosyMesh is meant.
	 * @return the options of the command line
	 */
	public ContextOptions context() {
		CommandSpec spec = this.command;
		return (spec != null) ? ContextOptions.of(spec) : new ContextOptions();
	}

	/**
	 * Returns where the Compose file is.
	 * @return its folder
	 */
	public Path projectDirectory() {
		return context().projectDirectory().map((chosen) -> chosen.toAbsolutePath().normalize()).orElseGet(this::root);
	}

	/**
	 * Refuses what a command can do to the processes and files of this machine alone.
	 * @param instead what to do in another context, a sentence for each
	 * @throws CommandFailure in another context
	 */
	public void requireLocal(Elsewhere instead) {
		switch (context().name()) {
			case LOCAL -> {
			}
			case COMPOSE -> throw CommandFailure.usage("not in a Compose project: " + instead.compose());
			case KUBERNETES -> throw CommandFailure.usage("not in a cluster: " + instead.kubernetes());
		}
	}

	/**
	 * Returns the state directory.
	 * @return the directory, which need not exist yet
	 */
	public StateDirectory state() {
		Path chosen = this.home;
		return new StateDirectory(
				(chosen == null || chosen.toString().isBlank()) ? root().resolve(".cosymesh") : chosen);
	}

	/**
	 * Returns where CosyMesh is installed: the repository's folder.
	 * @return the absolute path
	 */
	public Path root() {
		return this.root.toAbsolutePath().normalize();
	}

	/**
	 * Returns what ports are shifted by, as the environment asks for it.
	 * @return the offset, usually 0
	 */
	public int portOffset() {
		return this.portOffset;
	}

	/**
	 * Returns the settings of the running or last stack, or the defaults.
	 * @return the settings
	 */
	public StackSettings settings() {
		return StackSettings.read(state())
			.orElseGet(() -> new StackSettings(StackSettings.DEFAULT_PORT, this.portOffset, null));
	}

	/**
	 * What to do where a command can't.
	 *
	 * @param compose in a Compose project
	 * @param kubernetes in a cluster
	 */
	public record Elsewhere(String compose, String kubernetes) {
	}

}
