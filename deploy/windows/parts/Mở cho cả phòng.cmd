@echo off
chcp 65001 >nul
title Căn Cứ
if not exist "%~dp0chuong-trinh\python\python.exe" (
  echo Hãy giải nén cả tệp zip ra một thư mục rồi mở lại từ thư mục ấy.
  pause
  exit /b 1
)
"%~dp0chuong-trinh\python\python.exe" -X utf8 "%~dp0chuong-trinh\start.py" --ca-phong %*
if errorlevel 1 pause
