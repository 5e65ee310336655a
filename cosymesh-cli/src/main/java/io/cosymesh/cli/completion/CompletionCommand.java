package io.cosymesh.cli.completion;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code completion}: a script with which a shell completes commands, options and names.
 */
@Command(name = "completion", mixinStandardHelpOptions = true,
		description = "Prints a script that makes a shell complete ./cosymesh with the tab key.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh completion bash",
				"  source <(./cosymesh completion bash)     # in this shell, and in ~/.bashrc for all",
				"  source <(./cosymesh completion zsh)      # in this shell, and in ~/.zshrc for all" })
public final class CompletionCommand implements Runnable {

	private static final List<String> SHELLS = List.of("bash", "zsh");

	@Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "bash or zsh")
	String shell = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		if (!SHELLS.contains(this.shell)) {
			throw CommandFailure.usage("the shell must be bash or zsh");
		}
		CommandSpec command = Objects.requireNonNull(this.spec);
		CommandSpec root = Objects.requireNonNull(command.root());
		// One script serves both: in zsh it turns on bash's way of completing.
		Console.of(command).print(AutoComplete.bash(root.name(), root.commandLine()));
	}

	static final class Shells implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return SHELLS.iterator();
		}

	}

}
