package io.cosymesh.cli.ca;

import io.cosymesh.cli.federation.FederationCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ca}: the keys that the CA signs with, and the trust domains it federates with.
 */
@Command(name = "ca", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca authorities", "  ./cosymesh ca rotate intermediate" },
		description = "Shows and rotates the keys that the CA signs with, and whom it federates with.",
		subcommands = { AuthoritiesCommand.class, PrepareCommand.class, ActivateCommand.class, TaintCommand.class,
				RevokeCommand.class, RotateCommand.class, FederationCommand.class })
public final class CaCommand implements Runnable {

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		CommandSpec command = this.spec;
		if (command != null) {
			throw new ParameterException(command.commandLine(),
					"Name one of authorities, prepare, activate, taint, revoke, rotate, federation");
		}
	}

}
