package io.cosymesh.cli.workloadkey;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code workload-key}: what workloads prove their names with.
 */
@Command(name = "workload-key", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh workload-key list", "  ./cosymesh workload-key register reporting" },
		description = "Lists, registers, rotates and removes the keys that workloads prove their names with.",
		subcommands = { ListKeysCommand.class, RegisterKeyCommand.class, RotateKeyCommand.class,
				RemoveKeyCommand.class })
public final class WorkloadKeyCommand implements Runnable {

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		CommandSpec command = this.spec;
		if (command != null) {
			throw new ParameterException(command.commandLine(), "Name one of list, register, rotate, remove");
		}
	}

}
