package io.cosymesh.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import io.cosymesh.cli.authz.AuthzCommand;
import io.cosymesh.cli.backup.BackupCommand;
import io.cosymesh.cli.backup.RestoreCommand;
import io.cosymesh.cli.ca.CaCommand;
import io.cosymesh.cli.check.CheckCommand;
import io.cosymesh.cli.completion.CompletionCommand;
import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.mesh.EdgesCommand;
import io.cosymesh.cli.mesh.IdentityCommand;
import io.cosymesh.cli.mesh.StatCommand;
import io.cosymesh.cli.mesh.TapCommand;
import io.cosymesh.cli.mesh.TopCommand;
import io.cosymesh.cli.operator.TokenCommand;
import io.cosymesh.cli.setup.InitCommand;
import io.cosymesh.cli.speak.EnginesCommand;
import io.cosymesh.cli.speak.SpeakCommand;
import io.cosymesh.cli.lifecycle.CredentialsCommand;
import io.cosymesh.cli.lifecycle.DownCommand;
import io.cosymesh.cli.lifecycle.LogsCommand;
import io.cosymesh.cli.lifecycle.RestartCommand;
import io.cosymesh.cli.lifecycle.StatusCommand;
import io.cosymesh.cli.lifecycle.UpCommand;
import io.cosymesh.cli.state.ContextOptions;
import io.cosymesh.cli.workloadapi.WorkloadApiCommand;
import io.cosymesh.cli.workloadkey.WorkloadKeyCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code ./cosymesh} command.
 */
@Command(name = "cosymesh", mixinStandardHelpOptions = true, version = "CosyMesh 0.1.0",
		description = "Runs CosyMesh, on this machine or in containers, and talks to it.",
		subcommands = { HelpCommand.class, UpCommand.class, DownCommand.class, StatusCommand.class, LogsCommand.class,
				RestartCommand.class, CredentialsCommand.class, SpeakCommand.class, EnginesCommand.class,
				CheckCommand.class, EdgesCommand.class, StatCommand.class, TopCommand.class, TapCommand.class,
				IdentityCommand.class, AuthzCommand.class, TokenCommand.class, CaCommand.class,
				WorkloadApiCommand.class, WorkloadKeyCommand.class, BackupCommand.class, RestoreCommand.class,
				InitCommand.class, CompletionCommand.class },
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh up", "  ./cosymesh speak --prompt me.wav --text \"Good morning.\"",
				"  ./cosymesh check", "  ./cosymesh --context compose status",
				"  ./cosymesh help tap      # each command has examples of its own" },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:done", "1:failed", "2:wrong arguments",
				"3:CosyMesh, or a service that is needed, is not running", "4:a service refused the request",
				"5:authz explain: the policy denies it" })
public final class CosyMesh implements Runnable {

	@Mixin(name = ContextOptions.MIXIN)
	ContextOptions context = new ContextOptions();

	@Spec
	@Nullable CommandSpec spec;

	private CosyMesh() {
	}

	/**
	 * Runs one command and exits with its code.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		// Signs and speech are UTF-8, whatever the locale of a script says.
		System.exit(commandLine().setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
			.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
			.execute(args));
	}

	static CommandLine commandLine() {
		Ansi ansi = Console.isTerminal() ? Ansi.AUTO : Ansi.OFF;
		return new CommandLine(new CosyMesh()).setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
			.setExecutionExceptionHandler((failure, command, arguments) -> {
				PrintWriter err = command.getErr();
				if (failure instanceof CommandFailure known) {
					err.println("cosymesh: "
							+ ContextOptions.of(command.getCommandSpec()).wording(String.valueOf(known.getMessage())));
					return known.exitCode();
				}
				err.println("cosymesh: unexpected failure, please report it");
				failure.printStackTrace(err);
				return CommandLine.ExitCode.SOFTWARE;
			});
	}

	@Override
	public void run() {
		CommandSpec command = this.spec;
		if (command != null) {
			throw new ParameterException(command.commandLine(), "Name a command");
		}
	}

}
