package io.cosymesh.cli.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Options of the whole command line that say which CosyMesh is meant, before the command
 * or after it.
 */
public final class ContextOptions {

	/** What the root command calls this mixin. */
	public static final String MIXIN = "context";

	private static final String COMMAND = "./cosymesh ";

	@Option(names = "--context", paramLabel = "CONTEXT", scope = ScopeType.INHERIT,
			completionCandidates = ContextName.Words.class,
			description = "How CosyMesh runs: local, compose or kubernetes; also COSYMESH_CONTEXT (default: local)")
	@Nullable String context;

	@Option(names = "--default-context", hidden = true, defaultValue = "${env:COSYMESH_CONTEXT:-local}")
	String fallback = "local";

	@Option(names = "--project-directory", paramLabel = "DIR", scope = ScopeType.INHERIT,
			description = "compose: where docker-compose.yml is (default: beside this command)")
	@Nullable Path projectDirectory;

	@Option(names = "--kube-context", paramLabel = "NAME", scope = ScopeType.INHERIT,
			description = "kubernetes: the context of the kubeconfig (default: its current one)")
	@Nullable String kubeContext;

	@Option(names = "--kube-namespace", paramLabel = "NAME", scope = ScopeType.INHERIT,
			description = "kubernetes: where CosyMesh runs (default: cosymesh)")
	@Nullable String kubeNamespace;

	/**
	 * Finds the options of the command line that a command belongs to.
	 * @param command any of its commands
	 * @return its options
	 */
	public static ContextOptions of(CommandSpec command) {
		CommandSpec mixin = Objects.requireNonNull(command.root().mixins().get(MIXIN), "the root has this mixin");
		return (ContextOptions) mixin.userObject();
	}

	/**
	 * Returns the way that was chosen.
	 * @return its name
	 * @throws io.cosymesh.cli.console.CommandFailure if there is no such way
	 */
	public ContextName name() {
		String chosen = Objects.requireNonNullElse(this.context, this.fallback);
		return ContextName.named(chosen.isBlank() ? ContextName.LOCAL.word() : chosen);
	}

	/**
	 * Returns the folder of the Compose file, where somebody has named one.
	 * @return the folder as it was typed
	 */
	public Optional<Path> projectDirectory() {
		return Optional.ofNullable(this.projectDirectory);
	}

	/**
	 * Returns the context of the kubeconfig.
	 * @return its name, {@code null} for the current one
	 */
	public @Nullable String kubeContext() {
		return this.kubeContext;
	}

	/**
	 * Returns the namespace of the pods.
	 * @return its name
	 */
	public String kubeNamespace() {
		return Objects.requireNonNullElse(this.kubeNamespace, StateDirectory.NAMESPACE);
	}

	/**
	 * Has a text name commands that do what it says here: those that it names are given
	 * the options of this command line.
	 * @param text what is shown to people
	 * @return the text for this context
	 */
	public String wording(String text) {
		List<String> words = new ArrayList<>();
		add(words, "--context", this.context);
		add(words, "--project-directory", this.projectDirectory);
		add(words, "--kube-context", this.kubeContext);
		add(words, "--kube-namespace", this.kubeNamespace);
		return text.replace(COMMAND, COMMAND + String.join("", words));
	}

	private static void add(List<String> words, String option, @Nullable Object value) {
		if (value != null && !value.equals(ContextName.LOCAL.word())) {
			words.add(option + " " + value + " ");
		}
	}

}
