package dev.nn.simd.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM says about its own compiler: the reasons, known without trying, for which vector code can't be fast here.
 *
 * <p>Trying takes a second or more where nothing is compiled; these questions take milliseconds. A JVM that doesn't
 * answer them is tried.
 */
public final class JitCompiler {
    /** Of {@code TieredStopAtLevel}: what comes before C2, the compiler that knows vectors. */
    private static final String LOWER_LEVELS = "0123";

    private JitCompiler() {}

    /** Why vectors can't stay in registers here, with what would help; null if nothing speaks against it. */
    public static @Nullable String hindrance() {
        String mode = System.getProperty("java.vm.info", "");
        if (mode.startsWith("interpreted")) return "this JVM compiles nothing (-Xint)";
        String level = option("TieredStopAtLevel");
        if (mode.contains("emulated-client") || (level != null && LOWER_LEVELS.contains(level))) {
            return "this JVM stops at its first compiler, which keeps vectors out of registers (-XX:TieredStopAtLevel=1;"
                    + " Maven's spring-boot:run sets that unless it is told <optimizedLaunch>false</optimizedLaunch>)";
        }
        if ("false".equals(option("UseFMA"))) {
            return "this JVM doesn't use fused multiply-add instructions (a CPU without them, -XX:-UseFMA, or"
                    + " -XX:UseAVX=0)";
        }
        return null;
    }

    /** The value of an option of this JVM, or null if it can't be known. */
    private static @Nullable String option(String name) {
        try {
            return Bean.option(name);
        } catch (LinkageError | RuntimeException unknown) {
            return null;
        }
    }

    /** Names the optional class, so that only its use can fail. */
    private static final class Bean {
        static String option(String name) {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        }
    }
}
