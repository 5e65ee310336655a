package io.cosymesh.cli;

import java.io.PrintWriter;

import io.cosymesh.cli.authz.AuthzCommand;
import io.cosymesh.cli.backup.BackupCommand;
import io.cosymesh.cli.backup.RestoreCommand;
import io.cosymesh.cli.ca.CaCommand;
import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.operator.TokenCommand;
import io.cosymesh.cli.speak.EnginesCommand;
import io.cosymesh.cli.speak.SpeakCommand;
import io.cosymesh.cli.stack.CredentialsCommand;
import io.cosymesh.cli.stack.DownCommand;
import io.cosymesh.cli.stack.LogsCommand;
import io.cosymesh.cli.stack.RestartCommand;
import io.cosymesh.cli.stack.StatusCommand;
import io.cosymesh.cli.stack.UpCommand;
import io.cosymesh.cli.workloadapi.WorkloadApiCommand;
import io.cosymesh.cli.workloadkey.WorkloadKeyCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code ./cosymesh} command.
 */
@Command(name = "cosymesh", mixinStandardHelpOptions = true, version = "CosyMesh 0.1.0",
		description = "Runs CosyMesh on this machine and talks to it.",
		subcommands = { UpCommand.class, DownCommand.class, StatusCommand.class, LogsCommand.class,
				RestartCommand.class, CredentialsCommand.class, SpeakCommand.class, EnginesCommand.class,
				AuthzCommand.class, TokenCommand.class, CaCommand.class, WorkloadApiCommand.class,
				WorkloadKeyCommand.class, BackupCommand.class, RestoreCommand.class },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:done", "1:failed", "2:wrong arguments", "3:CosyMesh is not running",
				"4:a service refused the request", "5:authz explain: the policy denies it" })
public final class CosyMesh implements Runnable {

	@Spec
	@Nullable CommandSpec spec;

	private CosyMesh() {
	}

	/**
	 * Runs one command and exits with its code.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		System.exit(commandLine().execute(args));
	}

	static CommandLine commandLine() {
		return new CommandLine(new CosyMesh()).setExecutionExceptionHandler((failure, command, arguments) -> {
			PrintWriter err = command.getErr();
			if (failure instanceof CommandFailure known) {
				err.println("cosymesh: " + known.getMessage());
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
