package dev.proxypool.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;

/** Argo CD, as far as the health of an object goes: our script, in a Lua without files, network and modules. */
final class ArgoCd {

    static final Path SCRIPTS = Path.of("docs", "gitops", "argocd");

    private static final List<String> TAKEN_AWAY =
            List.of("dofile", "loadfile", "load", "require", "package", "module", "print");

    private ArgoCd() {}

    record Health(String status, String message) {}

    /** Whatever is being deleted is Progressing for Argo CD; it does not ask the script then. */
    static Health health(String kind, JsonNode object) {
        if (!object.at("/metadata/deletionTimestamp").isMissingNode()) {
            return new Health("Progressing", "Pending deletion");
        }
        return run(script(kind), object);
    }

    static String script(String kind) {
        try {
            return Files.readString(SCRIPTS.resolve("proxypool.dev_" + kind + ".lua"));
        } catch (IOException e) {
            throw new AssertionError("no script for " + kind, e);
        }
    }

    private static Health run(String script, JsonNode object) {
        Globals globals = new Globals();
        List.of(new JseBaseLib(), new PackageLib(), new TableLib(), new StringLib())
                .forEach(globals::load);
        LoadState.install(globals);
        LuaC.install(globals);
        TAKEN_AWAY.forEach(name -> globals.set(name, LuaValue.NIL));
        globals.set("obj", lua(object));
        LuaValue health = globals.load(script, "health.lua").call();
        return new Health(
                health.get("status").checkjstring(), health.get("message").checkjstring());
    }

    private static LuaValue lua(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                LuaTable table = new LuaTable();
                for (Map.Entry<String, JsonNode> field : json.properties()) {
                    table.set(field.getKey(), lua(field.getValue()));
                }
                yield table;
            }
            case ARRAY -> {
                LuaTable table = new LuaTable();
                json.forEach(element -> table.set(table.length() + 1, lua(element)));
                yield table;
            }
            case NUMBER -> LuaValue.valueOf(json.doubleValue());
            case BOOLEAN -> LuaValue.valueOf(json.booleanValue());
            case STRING -> LuaValue.valueOf(json.textValue());
            case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
        };
    }
}
