import io.github.mlopsmaven.testkit.CommittedProject

try {
    def state = context.hub.state()
    assert state['/repos/contoso/fares'].contains('"visibility":"internal"')
    assert state['git contoso/fares'] == CommittedProject.read(basedir.toPath().resolve('fares')).commit()
    assert state['/repos/contoso/fares/actions/variables/RETRAIN'].contains('"value":"true"')
} finally {
    context.hub?.close()
}
return
