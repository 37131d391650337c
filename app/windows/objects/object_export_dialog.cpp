// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_export_dialog.h"

#include "wording/format.h"
#include "wording/object_export.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QSaveFile>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectExport)
};

} // namespace

QString exportObjects(const std::vector<ObjectReportPtr> &reports, QWidget *window)
{
    const QString csv = Text::tr("Comma-separated values (*.csv)");
    const QString json = Text::tr("JSON (*.json)");
    QFileDialog dialog(
        window, reports.size() == 1 ? Text::tr("Export 1 object") : Text::tr("Export %1 objects").arg(reports.size()));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters({csv, json});
    dialog.setDefaultSuffix(QStringLiteral("csv"));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString &filter) {
        dialog.setDefaultSuffix(filter == json ? QStringLiteral("json") : QStringLiteral("csv"));
    });
    dialog.selectFile(QStringLiteral("objects"));
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const QString path = dialog.selectedFiles().constFirst();
    const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const QByteArray bytes = isJson ? objectsJson(reports) : objectsCsv(reports);
    QSaveFile file(path);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return isSaved ? QString() : Text::tr("Cannot write %1: %2.").arg(format::escaped(path), file.errorString());
}

} // namespace shmlab::ui
